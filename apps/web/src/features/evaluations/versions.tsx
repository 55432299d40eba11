import { type FormVersion, fieldOf, periodName, selfPoints, TEXT_FIELDS } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Filters, PageHead } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { formQuery, versionQuery } from './api.ts';
import { useFormTexts } from './form-texts.ts';
import styles from './results.module.css';
import { useVersionTexts } from './version-texts.ts';

/** Two submissions of a form side by side. */
export function VersionsPage() {
  const { form } = useParams({ from: '/evaluations/forms/$form/versions' });
  const search = useSearch({ from: '/evaluations/forms/$form/versions' });
  const { purpose } = useSession();
  return (
    <Answer query={useQuery(formQuery(form, purpose?.text))} height={640}>
      {({ versions }) => {
        const last = versions.length;
        if (last === 0) return <NoVersion form={form} />;
        const after = Number(search.after ?? last);
        const before = Number(search.before ?? Math.max(1, after - 1));
        return <Pair form={form} count={last} before={before} after={after} />;
      }}
    </Answer>
  );
}

/** Before the first submission there is nothing to compare. */
function NoVersion({ form }: { form: string }) {
  const text = useVersionTexts();
  return (
    <PageHead
      title={text.none}
      actions={
        <ButtonLink to="/evaluations/forms/$form" params={{ form }} search={({ lang }) => ({ lang })}>
          {text.back}
        </ButtonLink>
      }
    />
  );
}

interface PairProps {
  form: string;
  count: number;
  before: number;
  after: number;
}

function Pair({ form, count, before, after }: PairProps) {
  const text = useVersionTexts();
  const { say } = useLanguage();
  const names = useNames();
  const { purpose } = useSession();
  const first = useQuery(versionQuery(form, before, purpose?.text));
  const second = useQuery(versionQuery(form, after, purpose?.text));
  return (
    <Answer query={first} height={640}>
      {(one) => (
        <Answer query={second} height={640}>
          {(two) => (
            <>
              <PageHead
                title={text.title(
                  names(one.unit),
                  say(periodName(one.period.id)),
                  rowsOf(one, two).filter(({ differs }) => differs).length,
                )}
                actions={
                  <>
                    {one.files.length + two.files.length > 0 && <UnmaskButton />}
                    <ButtonLink
                      to="/evaluations/forms/$form"
                      params={{ form }}
                      search={({ lang }) => ({ lang })}
                    >
                      {text.back}
                    </ButtonLink>
                  </>
                }
              />
              <Choice count={count} before={before} after={after} />
              <Comparison one={one} two={two} />
            </>
          )}
        </Answer>
      )}
    </Answer>
  );
}

function Choice({ count, before, after }: Omit<PairProps, 'form'>) {
  const text = useVersionTexts();
  const navigate = useNavigate({ from: '/evaluations/forms/$form/versions' });
  const options = Array.from({ length: count }, (_, index) => ({
    value: String(index + 1),
    label: text.nth(index + 1),
  }));
  return (
    <Filters label={text.choose}>
      {(['before', 'after'] as const).map((side) => (
        <Select
          key={side}
          label={text[side]}
          value={String(side === 'before' ? before : after)}
          options={options}
          onValue={(value) => void navigate({ search: (old) => ({ ...old, [side]: value }), replace: true })}
        />
      ))}
    </Filters>
  );
}

interface Line {
  key: string;
  label: string;
  before: string;
  after: string;
  differs: boolean;
}

/** All contents of a submission, in the order of the form; labels from the scheme are added below. */
function rowsOf(one: FormVersion, two: FormVersion): Omit<Line, 'label'>[] {
  const lines: [string, (version: FormVersion) => string][] = [
    ['snapshot', ({ snapshot }) => snapshot],
    ['system', ({ trace }) => trace.total ?? ''],
    ['self', ({ selfTotal }) => selfTotal ?? ''],
    ...TEXT_FIELDS.map((field): [string, (version: FormVersion) => string] => [
      field,
      (version) => version[field],
    ]),
    ...two.trace.indicators.flatMap(({ id }): [string, (version: FormVersion) => string][] => {
      const indicatorOf = ({ trace }: FormVersion) => trace.indicators.find((own) => own.id === id);
      return [
        [`${id}.system`, (version) => indicatorOf(version)?.points ?? ''],
        [
          `${id}.self`,
          (version) => {
            const own = indicatorOf(version);
            return (own && selfPoints(own, version.values)) ?? '';
          },
        ],
        ...(['reason', 'deviation'] as const).map((part): [string, (version: FormVersion) => string] => [
          `${id}.${part}`,
          ({ values }) => values[fieldOf(id, part)] ?? '',
        ]),
      ];
    }),
    ['files', ({ files }) => files.map(({ name }) => name).join('\n')],
  ];
  return lines.flatMap(([key, say]) => {
    const [before, after] = [say(one), say(two)];
    return before === '' && after === '' ? [] : [{ key, before, after, differs: before !== after }];
  });
}

function Comparison({ one, two }: { one: FormVersion; two: FormVersion }) {
  const text = useVersionTexts();
  const form = useFormTexts();
  const { say, language } = useLanguage();
  const labelOf = (key: string): string => {
    if (key in text.lines) return text.lines[key as keyof typeof text.lines];
    const [id, part] = key.split('.');
    const name = two.trace.indicators.find((own) => own.id === id)?.name;
    return `${name ? say(name) : id} · ${form[part as 'system' | 'self' | 'reason' | 'deviation']}`;
  };
  const head = ({ nth, at, confirmedBy }: FormVersion): string =>
    [text.nth(nth), formatInstant(at, language), confirmedBy].join(' · ');
  const cell = (side: 'before' | 'after') => (line: Omit<Line, 'label'>) => {
    const said = line[side] || '—';
    return <span className={styles.said}>{line.differs ? <strong>{said}</strong> : said}</span>;
  };
  return (
    <DataTable
      tall
      caption={text.choose}
      rows={rowsOf(one, two)}
      rowKey={({ key }) => key}
      columns={[
        { key: 'label', header: text.what, cell: ({ key }) => labelOf(key) },
        {
          key: 'differs',
          header: text.change,
          align: 'start',
          sort: ({ differs }) => (differs ? 0 : 1),
          cell: ({ differs }) => (differs ? `▲ ${text.changed}` : text.same),
        },
        { key: 'before', header: head(one), align: 'start', cell: cell('before') },
        { key: 'after', header: head(two), align: 'start', cell: cell('after') },
      ]}
    />
  );
}
