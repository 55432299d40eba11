import type { FigureId, FundsAnswer } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Figure } from '../../why/figure.tsx';
import type { FigureRow } from '../../why/source.tsx';
import styles from './fund-table.module.css';
import { useTexts } from './texts.ts';

const FIGURES = ['budget', 'arrived', 'paid', 'paidOfBudget', 'paidOfArrived'] as const satisfies FigureId[];

interface NamedRow {
  name: string;
  row: FigureRow;
}

/** The amounts by source, and by year. */
export default function FundTable({ answer }: { answer: FundsAnswer }) {
  const text = useTexts();
  const names = useNames();
  const sources = answer.sources.map((row) => ({ name: names(row.source), row }));
  const years = answer.years.map((row) => ({ name: text.domains.year(row.year), row }));
  return (
    <div className={styles.tables}>
      <Amounts
        answer={answer}
        caption={text.funds.bySource}
        head={text.funds.source}
        rows={[...sources, { name: text.funds.total, row: answer.total }]}
      />
      {years.length > 0 && (
        <Amounts answer={answer} caption={text.funds.byYear} head={text.funds.year} rows={years} />
      )}
    </div>
  );
}

interface AmountsProps {
  answer: FundsAnswer;
  caption: string;
  head: string;
  rows: NamedRow[];
}

function Amounts({ answer, caption, head, rows }: AmountsProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const { figures } = useProgramme();
  return (
    <DataTable
      caption={`${text.funds.label} ${caption}`}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', header: head, align: 'start', cell: ({ name }) => name },
        ...FIGURES.filter((id) => answer.total.absent?.[id] !== '不适用').map((id) => ({
          key: id,
          header: figures[id] ? say(figures[id].label) : id,
          cell: ({ name, row }: NamedRow) => (
            <Figure id={id} source={{ subject: name, row, basis: answer }} />
          ),
        })),
      ]}
    />
  );
}
