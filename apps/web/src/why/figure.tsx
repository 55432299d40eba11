import type { FigureId } from '@skill-ledger/contracts';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.ts';
import { useProgramme } from '../programme/programme.tsx';
import { Button } from '../ui/button.tsx';
import styles from './figure.module.css';
import { figureText } from './figure-text.ts';
import { absenceOf, type FigureSource, useWhy } from './source.tsx';
import { useWhyTexts } from './texts.ts';

interface FigureProps {
  id: FigureId;
  source: FigureSource;
  /** What to show instead of the plain number: a mark with a word, a number with its unit. */
  children?: ReactNode;
  /** Puts the unit after the number. */
  withUnit?: boolean;
}

/** A figure as a button that opens "why?"; without a value, the reason is shown. */
export function Figure({ id, source, children, withUnit = false }: FigureProps) {
  const { figures } = useProgramme();
  const messages = useWhyTexts();
  const { language, say } = useLanguage();
  const { question, ask } = useWhy();
  const definition = figures[id];
  const label = definition ? say(definition.label) : id;
  const value = source.row[id];
  if (value === undefined) {
    const reason = absenceOf(source, id);
    return (
      <span className={styles.absent} data-figure={id} title={messages.absenceWhy[reason]}>
        {messages.absence[reason]}
      </span>
    );
  }
  const { text, unit, exact } = figureText(value, definition?.unit ?? 'personTimes', messages, language);
  const open =
    question !== undefined &&
    'id' in question &&
    question.id === id &&
    question.source.subject === source.subject;
  return (
    <Button
      kind="bare"
      className={styles.figure}
      data-figure={id}
      data-value={typeof value === 'object' ? value.value : value}
      title={exact ?? messages.why.hint}
      aria-label={`${source.subject} ${label}${messages.colon}${text} ${unit}`.trim()}
      aria-haspopup="dialog"
      aria-expanded={open}
      onClick={(event) => ask({ id, source, asker: event.currentTarget })}
    >
      {children ?? text}
      {withUnit && unit !== '' && <span className={styles.unit}> {unit}</span>}
    </Button>
  );
}
