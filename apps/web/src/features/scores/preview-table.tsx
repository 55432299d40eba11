import type { ScorePreview } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { usePreviewTexts } from './preview-texts.ts';
import { useTexts } from './texts.ts';
import { signedGap } from './trend.tsx';

type Row = ScorePreview['units'][number];

/** Units whose score a draft would change, the greatest change first. */
export function PreviewTable({ preview }: { preview: ScorePreview }) {
  const texts = useTexts();
  const text = usePreviewTexts();
  const names = useNames();
  const { say } = useLanguage();
  const { totals, grades } = preview.changed;
  const gap = ({ total }: Row): number => Number(total.draft ?? 0) - Number(total.now ?? 0);
  const rows = preview.units
    .filter(
      ({ indicators, total, grade }) =>
        indicators.length > 0 || total.now !== total.draft || grade.now !== grade.draft,
    )
    .toSorted((a, b) => Math.abs(gap(b)) - Math.abs(gap(a)));
  const grade = (name: string | null): string => (name ? (texts.grades[name] ?? name) : '—');
  const columns: DataColumn<Row>[] = [
    { key: 'unit', header: texts.unit, cell: ({ unit }) => names(unit) },
    {
      key: 'now',
      header: `${texts.total} ${text.now}`,
      cell: ({ total }) => total.now ?? texts.notEvaluated,
    },
    {
      key: 'draft',
      header: `${texts.total} ${text.draft}`,
      cell: ({ total }) => total.draft ?? texts.notEvaluated,
    },
    {
      key: 'gap',
      header: text.gap,
      cell: ({ total }) =>
        total.now === null || total.draft === null ? '—' : signedGap(total.now, total.draft),
      sort: gap,
    },
    {
      key: 'grade',
      header: texts.grade,
      align: 'start',
      cell: (row) =>
        row.grade.now === row.grade.draft
          ? grade(row.grade.now)
          : `${grade(row.grade.now)} → ${grade(row.grade.draft)}`,
    },
    {
      key: 'places',
      header: text.places,
      cell: ({ place }) =>
        place.now === place.draft ? (place.now ?? '—') : `${place.now ?? '—'} → ${place.draft ?? '—'}`,
    },
    {
      key: 'indicators',
      header: text.indicators,
      align: 'start',
      cell: ({ indicators }) =>
        indicators
          .map(({ name, points }) => `${say(name)} ${points.now ?? '—'} → ${points.draft ?? '—'}`)
          .join(texts.comma),
    },
  ];
  return (
    <Section
      id="preview"
      label={text.result}
      title={totals + grades > 0 ? text.changed(totals, grades) : text.unchanged}
    >
      {rows.length > 0 && (
        <DataTable tall caption={text.result} rows={rows} rowKey={({ unit }) => unit} columns={columns} />
      )}
    </Section>
  );
}
