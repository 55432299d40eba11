import type { ResultRow, ScoreResults, ScoreTrend } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ScoreAddress } from '../../api/scores.ts';
import { CellBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { MINUS } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { trendQuery } from './api.ts';
import { useResultsTexts } from './results-texts.ts';
import { ScoreNumber } from './score-number.tsx';
import { useTexts } from './texts.ts';
import { signedGap } from './trend.tsx';

interface RankingProps {
  results: ScoreResults;
  kind: ResultRow['kind'];
  address: ScoreAddress;
}

/** Units of one kind by place, with grade, aspects, change since the previous period, and largest losses. */
export function Ranking({ results, kind, address }: RankingProps) {
  const texts = useTexts();
  const text = useResultsTexts();
  const names = useNames();
  const { say } = useLanguage();
  const trend = useQuery(trendQuery(address));
  const nameOf = (id: string): string => {
    const found = results.indicators.find((one) => one.id === id);
    return found ? say(found.name) : id;
  };
  const rows = results.units
    .filter((unit) => unit.kind === kind)
    .toSorted((a, b) => (a.rank?.place ?? Infinity) - (b.rank?.place ?? Infinity) || 0);
  const [first] = rows;
  const columns: DataColumn<ResultRow>[] = [
    {
      key: 'unit',
      header: texts.unit,
      cell: ({ unit }) => (
        <ButtonLink
          kind="link"
          to="/scores/units/$unit"
          params={{ unit }}
          search={({ lang, period }) => ({ lang, period })}
        >
          {names(unit)}
        </ButtonLink>
      ),
    },
    {
      key: 'rank',
      header: texts.rank,
      cell: ({ rank }) => (rank ? `${rank.place} / ${rank.of}` : '—'),
      sort: ({ rank }) => rank?.place,
    },
    {
      key: 'total',
      header: texts.total,
      cell: ({ unit, total }) =>
        total === null ? (
          <span title={texts.notEvaluatedWhy}>{texts.notEvaluated}</span>
        ) : (
          <CellBar value={Number(total)} max={100}>
            <ScoreNumber
              subject={{ unit }}
              address={address}
              label={`${names(unit)} ${texts.total}`}
              value={total}
            />
          </CellBar>
        ),
      sort: ({ total }) => (total === null ? undefined : Number(total)),
    },
    {
      key: 'grade',
      header: texts.grade,
      align: 'start',
      cell: ({ grade }) => (grade ? (texts.grades[grade] ?? grade) : '—'),
    },
    {
      key: 'before',
      header: text.before,
      cell: (row) => gapOf(row, trend.data) ?? '—',
    },
    ...(['number', 'quality', 'funds'] as const).map(
      (theme): DataColumn<ResultRow> => ({
        key: theme,
        header: texts.themes[theme],
        cell: ({ unit, themes }) => (
          <ScoreNumber
            subject={{ unit, theme }}
            address={address}
            label={`${names(unit)} ${texts.themes[theme]}`}
            value={themes.find(({ id }) => id === theme)?.points ?? null}
          />
        ),
        sort: ({ themes }) => {
          const points = themes.find(({ id }) => id === theme)?.points;
          return points == null ? undefined : Number(points);
        },
      }),
    ),
    {
      key: 'reasons',
      header: text.reasons,
      align: 'start',
      cell: ({ losses }) =>
        losses.map(({ id, lost }) => `${nameOf(id)} ${MINUS}${lost}`).join(texts.comma) || '—',
    },
  ];
  return (
    <Section
      id={kind}
      label={text.ranking[kind]}
      title={first?.total ? text.rankingTitle(names(first.unit), first.total) : text.unevaluated}
      note={text.rankingNote}
    >
      <DataTable
        tall
        caption={text.ranking[kind]}
        rows={rows}
        rowKey={({ unit }) => unit}
        columns={columns}
      />
    </Section>
  );
}

/** Change of the total since the previous period; null if one of the two is missing. */
function gapOf({ unit }: ResultRow, trend: ScoreTrend | undefined): string | null {
  const [before, last] = (trend?.periods ?? [])
    .slice(-2)
    .map(({ units }) => units.find((one) => one.unit === unit)?.total ?? null);
  return before == null || last == null ? null : signedGap(before, last);
}
