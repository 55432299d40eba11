import type { Basis, FigureId, FigureValues, Workforce } from '@skill-ledger/contracts';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { z } from 'zod';

/** Values of one row of an answer, or why one is absent. */
export type FigureRow = FigureValues & {
  absent?: Partial<Record<FigureId, '未分解' | '无数据' | '不适用'>> | undefined;
};

/** Where a figure on screen comes from: what it is about, the row it stands in, what that was computed from. */
export interface FigureSource {
  subject: string;
  row: FigureRow;
  basis: z.infer<typeof Basis>;
  /** The statistic behind a workforce figure: what its formula divides. */
  workforce?: Workforce;
}

/** Counted from rows: with a filter they are empty where no row is left, not without a meaning. */
const COUNTED: FigureId[] = ['paid', 'passRate', 'certRate', 'perHead'];

/** Why a figure has no value here; where the server gives no reason, the filters are one. */
export function absenceOf({ row, basis }: FigureSource, id: FigureId): '未分解' | '无数据' | '不适用' {
  const given = row.absent?.[id] ?? (id === 'paidOfBudget' ? row.absent?.budget : undefined);
  if (given) return given;
  return Object.keys(basis.filters).length > 0 && !COUNTED.includes(id) ? '不适用' : '无数据';
}

interface Question {
  id: FigureId;
  source: FigureSource;
  /** Where the focus goes back to. */
  asker: HTMLElement;
}

interface Why {
  question: Question | undefined;
  ask: (question: Question) => void;
  close: () => void;
}

const WhyContext = createContext<Why | undefined>(undefined);

export function WhyProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question>();
  const close = useCallback(() => {
    setQuestion((open) => {
      open?.asker.focus({ preventScroll: true });
      return undefined;
    });
  }, []);
  const why = useMemo(() => ({ question, ask: setQuestion, close }), [question, close]);
  return <WhyContext value={why}>{children}</WhyContext>;
}

/** The one open "why?" of the page. @throws Error outside its provider */
export function useWhy(): Why {
  const why = useContext(WhyContext);
  if (!why) throw new Error('useWhy stands outside WhyProvider');
  return why;
}
