import type { FindingsAnswer } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { formatCount } from '../../ui/format.ts';
import { formatMoney } from '../../ui/money.ts';
import { Pager } from '../../ui/pager.tsx';
import { Section } from '../../ui/section.tsx';
import { type FindingsAddress, findingsQuery, findingsQueryString, PAGE_FINDINGS } from './api.ts';
import { Finding } from './finding.tsx';
import { RuleTable } from './rule-table.tsx';
import styles from './supervision.module.css';
import { useTexts } from './texts.ts';

/** 监管: what looks wrong, by rule and one by one, each with its clause, its derivation and its ledger rows. */
export function Supervision() {
  const text = useTexts();
  const { language } = useLanguage();
  const { rule, severity, of: unit, offset } = useSearch({ from: '/supervision' });
  const navigate = useNavigate({ from: '/supervision' });
  const address = { rule, severity, unit, offset };
  const answer = useQuery(findingsQuery(address));
  return (
    <div className={styles.page}>
      <Answer query={answer} height={720}>
        {(data) => (
          <>
            <h1 className={styles.title}>
              {data.total === 0
                ? text.none
                : text.title(formatCount(data.total), formatMoney(data.stake, language))}
            </h1>
            <p className={styles.lead}>{text.lead}</p>
            <Filters address={address} rules={data.rules} />
            <div className={styles.parts}>
              <Section id="rules" label={text.rules} title={text.rules} note={text.rulesNote}>
                <RuleTable rules={data.rules} chosen={rule} />
              </Section>
              <Section
                id="worklist"
                label={text.list}
                title={text.list}
                actions={
                  <a
                    className={styles.quiet}
                    href={`/api/v1/findings.csv?${new URLSearchParams(findingsQueryString({ ...address, offset: undefined }))}`}
                    download
                  >
                    {text.download}
                  </a>
                }
              >
                <ul className={styles.list}>
                  {data.rows.map((row) => (
                    <Finding key={row.id} finding={row} rules={data.rules} />
                  ))}
                </ul>
                <Pager
                  offset={Number(offset ?? 0)}
                  shown={data.rows.length}
                  total={data.total}
                  size={PAGE_FINDINGS}
                  onGo={(to) =>
                    void navigate({ search: (old) => ({ ...old, offset: to > 0 ? String(to) : undefined }) })
                  }
                />
              </Section>
            </div>
          </>
        )}
      </Answer>
    </div>
  );
}

function Filters({ address, rules }: { address: FindingsAddress; rules: FindingsAnswer['rules'] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const { units } = useProgramme();
  const names = useNames();
  const { account } = useSession();
  const navigate = useNavigate({ from: '/supervision' });
  const lists = [
    {
      name: 'rule',
      label: text.allRules,
      value: address.rule,
      options: rules.map(({ rule, name }) => ({ value: rule, label: `${rule} ${say(name)}` })),
    },
    {
      name: 'severity',
      label: text.allSeverities,
      value: address.severity,
      options: (['high', 'medium', 'low'] as const).map((value) => ({
        value,
        label: text.severities[value],
      })),
    },
    ...(account.role === 'unit'
      ? []
      : [
          {
            name: 'of',
            label: text.allUnits,
            value: address.unit,
            options: units.map(({ name }) => ({ value: name, label: names(name) })),
          },
        ]),
  ];
  return (
    <div className={styles.filters}>
      {lists.map(({ name, label, value, options }) => (
        <label key={name}>
          <span className="visually-hidden">{label}</span>
          <select
            value={value ?? ''}
            onChange={({ target }) =>
              void navigate({
                search: (old) => ({ ...old, offset: undefined, [name]: target.value || undefined }),
                resetScroll: false,
              })
            }
          >
            <option value="">{label}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
