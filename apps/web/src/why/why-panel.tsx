import { FILTERS, type FigureId, FigureValues } from '@skill-ledger/contracts';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useLanguage } from '../i18n/language.ts';
import { useNames, useProgramme } from '../programme/programme.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount, formatDay, formatPercent, formatYardstick } from '../ui/format.ts';
import { figureText, operandText, resultText } from './figure-text.ts';
import { parseFormula } from './formula.ts';
import { GiveTask } from './give-task.tsx';
import { Rows } from './rows.tsx';
import { absenceOf, type FigureSource, useWhy } from './source.tsx';
import { useWhyTexts } from './texts.ts';
import styles from './why-panel.module.css';

/**
 * "Why?": the definition of the figure, its clause, its formula with the values, and its sources.
 * Beside the page (below it on narrow screens), so that the figure stays in view; Esc restores the focus.
 */
export function WhyPanel() {
  const { question, close } = useWhy();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!question) return;
    panel.current?.focus({ preventScroll: true });
    // The layout has just changed for the panel: scroll the figure back into view if it moved.
    question.asker.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [question, close]);
  if (!question) return null;
  return (
    <div
      className={styles.panel}
      role="dialog"
      aria-labelledby="why-title"
      ref={panel}
      tabIndex={-1}
      data-testid="why"
    >
      {'content' in question ? question.content : <Explanation id={question.id} source={question.source} />}
    </div>
  );
}

const isFigure = (id: string): id is FigureId => id in FigureValues.shape;

function Explanation({ id, source }: { id: FigureId; source: FigureSource }) {
  const { figures } = useProgramme();
  const text = useWhyTexts();
  const { language, say } = useLanguage();
  const names = useNames();
  const { why } = text;
  const definition = figures[id];
  const value = source.row[id];
  const shown =
    value === undefined ? undefined : figureText(value, definition?.unit ?? 'personTimes', text, language);
  const filters = FILTERS.flatMap((name) => source.basis.filters[name] ?? []);
  return (
    <>
      <WhyHead
        title={definition ? say(definition.label) : id}
        value={
          <>
            {shown?.text} <small>{shown?.unit}</small>
          </>
        }
      />
      <WhyFacts>
        <Fact label={why.scope}>{source.subject}</Fact>
        {shown?.exact && <Fact label={why.exact}>{shown.exact}</Fact>}
        {definition ? (
          <>
            <Fact label={why.definition}>{say(definition.definition)}</Fact>
            <Formula
              formula={say(definition.formula)}
              source={source}
              result={value === undefined ? '' : resultText(value, definition.unit, text, language)}
            />
          </>
        ) : (
          <Fact label={why.definition}>{why.undefined}</Fact>
        )}
        {typeof value === 'object' && (
          <>
            <Fact label={why.interval(formatYardstick(value.level))}>
              {formatCount(value.low)} – {formatCount(value.high)}
            </Fact>
            <Fact label={why.method}>{say(value.method)}</Fact>
            <Fact label={why.backtest}>
              {value.backtestError === null
                ? why.noBacktest
                : `${formatPercent(value.backtestError)}${text.brackets(why.backtestHint)}`}
            </Fact>
          </>
        )}
        {source.workforce && <Fact label={why.statOn}>{formatDay(source.workforce.statOn, language)}</Fact>}
        {definition && <Fact label={why.clause}>{definition.clause}</Fact>}
        <Fact label={why.asOf}>{formatDay(source.basis.asOf, language)}</Fact>
        <Fact label={why.filters}>{filters.length > 0 ? filters.map(names).join(text.comma) : why.none}</Fact>
        <Fact label={why.snapshot}>
          <code>{source.basis.snapshot}</code>
        </Fact>
      </WhyFacts>
      <GiveTask id={id} source={source} />
      <Rows id={id} source={source} />
    </>
  );
}

/** Subject, value, and close button. */
export function WhyHead({ title, value }: { title: ReactNode; value: ReactNode }) {
  const { why } = useWhyTexts();
  const { close } = useWhy();
  return (
    <>
      <div className={styles.head}>
        <div>
          <p className={styles.eyebrow}>{why.hint}</p>
          <h2 id="why-title">{title}</h2>
        </div>
        <Button size="small" className={styles.close} onClick={close}>
          {why.close} <kbd>Esc</kbd>
        </Button>
      </div>
      <p className={styles.value}>{value}</p>
    </>
  );
}

/** A list of labels with values. */
export function WhyFacts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

function Formula({ formula, source, result }: { formula: string; source: FigureSource; result: string }) {
  const { figures } = useProgramme();
  const text = useWhyTexts();
  const { language, say } = useLanguage();
  const parts = parseFormula(formula);
  const { row } = source;
  const goal = row.quota === undefined ? 'target' : 'quota';
  const labelled = parts.map((part) => {
    if ('words' in part) return part.words;
    const id = part.figure === 'goal' ? goal : part.figure;
    const definition = isFigure(id) ? figures[id] : undefined;
    return definition ? say(definition.label) : id;
  });
  const values = parts.map((part) => {
    if ('words' in part) return part.words;
    const id = part.figure === 'goal' ? goal : part.figure;
    if (!isFigure(id)) return id;
    const value = row[id];
    if (value === undefined) {
      const reason = text.absence[absenceOf(source, id)];
      // A missing part of a figure that has a value counts as zero.
      return result === '' ? reason : `0${text.brackets(reason)}`;
    }
    return operandText(value, figures[id]?.unit ?? 'personTimes', text, language);
  });
  const filled = parts.some((part) => 'figure' in part);
  return (
    <>
      <Fact label={text.why.formula}>{labelled.join('')}</Fact>
      {filled && (
        <Fact label={text.why.values}>
          <span className={styles.sum}>
            {values.map((value, index) => (
              // The order of a formula's parts never changes.
              <Fragment key={index}>
                {parts[index] && 'figure' in parts[index] ? <b>{value}</b> : value}
              </Fragment>
            ))}
            {result && ` = ${result}`}
          </span>
        </Fact>
      )}
    </>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
