import type { MonthRow, MonthsAnswer } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatMonth } from '../../ui/format.ts';
import { useTexts } from './texts.ts';

/** The curve's points as a table; a dash if a month has no value. */
export default function CurveTable({ answer }: { answer: MonthsAnswer }) {
  const text = useTexts();
  const { language } = useLanguage();
  const { curve } = text;
  const number = (header: string, value: (row: MonthRow) => number | null) => ({
    key: header,
    header,
    cell: (row: MonthRow) => {
      const found = value(row);
      return found === null ? '–' : formatCount(found);
    },
  });
  return (
    <DataTable
      caption={curve.label}
      rows={answer.months}
      rowKey={({ month }) => month}
      columns={[
        {
          key: 'month',
          header: curve.month,
          align: 'start',
          cell: ({ month }) => formatMonth(month, language),
        },
        number(curve.completed, ({ completed }) => completed),
        number(curve.cumulative, ({ cumulative }) => cumulative),
        number(curve.plan, ({ plan }) => plan),
        number(curve.timeLine, ({ timeLine }) => timeLine),
        number(curve.forecast, ({ forecast }) => forecast?.value ?? null),
        {
          key: 'interval',
          header: curve.interval,
          cell: ({ forecast }) =>
            forecast ? `${formatCount(forecast.low)} – ${formatCount(forecast.high)}` : '–',
        },
      ]}
    />
  );
}
