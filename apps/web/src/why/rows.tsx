import type { FigureId } from '@skill-ledger/contracts';
import { useLanguage } from '../i18n/language.ts';
import { useProgramme } from '../programme/programme.tsx';
import { Button } from '../ui/button.tsx';
import { LedgerRows } from './ledger-rows.tsx';
import styles from './rows.module.css';
import { rowsAddress } from './rows-address.ts';
import { type FigureSource, useWhy } from './source.tsx';
import { useWhyTexts } from './texts.ts';

/** The ledger rows behind a figure, or the figures it is computed from. */
export function Rows({ id, source }: { id: FigureId; source: FigureSource }) {
  const address = rowsAddress(id, source);
  return (
    address && (
      <LedgerRows address={address} before={({ parts }) => <Parts parts={parts} source={source} />} />
    )
  );
}

/** The figures in the formula, each with its own "why?". */
function Parts({ parts, source }: { parts: FigureId[]; source: FigureSource }) {
  const text = useWhyTexts();
  const { say } = useLanguage();
  const { figures } = useProgramme();
  const { question, ask } = useWhy();
  const known = parts.filter((part) => source.row[part] !== undefined);
  if (known.length === 0 || !question || !('id' in question)) return null;
  return (
    <section className={styles.rows} aria-labelledby="why-parts">
      <h3 id="why-parts">{text.why.parts}</h3>
      <p className={styles.exports}>
        {known.map((part) => {
          const definition = figures[part];
          return (
            <Button key={part} size="small" onClick={() => ask({ ...question, id: part })}>
              {definition ? say(definition.label) : part}
            </Button>
          );
        })}
      </p>
    </section>
  );
}
