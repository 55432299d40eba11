import type { FigureValues, TaskDetail, TaskOrigin } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { figureText } from '../../why/figure-text.ts';
import { useWhyTexts } from '../../why/texts.ts';
import { Frozen } from './frozen.tsx';

type FigureOrigin = Extract<TaskOrigin, { kind: 'figure' }>;

interface FrozenFigureProps {
  origin: FigureOrigin;
  /** The same figure now. */
  now: TaskDetail['now'];
}

/** A figure as it was when the task was given, and as it is now. */
export function FrozenFigure({ origin, now }: FrozenFigureProps) {
  const messages = useWhyTexts();
  const { say, language } = useLanguage();
  const { figures } = useProgramme();
  const names = useNames();
  const definition = figures[origin.figure];
  const shown = ({ value }: Pick<FigureOrigin, 'value'>): string => {
    if (value === null) return '—';
    const known = figureText(
      value as FigureValues[keyof FigureValues] & {},
      definition?.unit ?? 'personTimes',
      messages,
      language,
    );
    return `${known.text} ${known.unit}`.trim();
  };
  const filters = Object.values(origin.filters).flat().map(names);
  const title = [definition ? say(definition.label) : origin.figure, ...filters].join(' · ');
  return <Frozen title={title} origin={origin} now={now} shown={shown} />;
}
