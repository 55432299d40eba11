import type { AbsenceReason, Basis, FigureId, FigureValues, Workforce } from '@skill-ledger/contracts';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { z } from 'zod';

/** Values of one row of an answer, or why one is absent. */
export type FigureRow = FigureValues & {
  absent?: Partial<Record<FigureId, AbsenceReason>> | undefined;
};

/** Source of a displayed figure: its subject, its row, and the basis of the answer. */
export interface FigureSource {
  subject: string;
  row: FigureRow;
  basis: z.infer<typeof Basis>;
  /** The statistic behind a workforce figure. */
  workforce?: Workforce;
}

/** Why a figure has no value, as in the server's answer. */
export const absenceOf = ({ row }: FigureSource, id: FigureId): AbsenceReason => row.absent?.[id] ?? '无数据';

interface Asked {
  /** Element that gets the focus back. */
  asker: HTMLElement;
}

interface FigureQuestion extends Asked {
  id: FigureId;
  source: FigureSource;
}

/** A number that is not a figure, explained by the feature that shows it. */
interface OwnQuestion extends Asked {
  /** Identifies it on the page. */
  name: string;
  content: ReactNode;
}

type Question = FigureQuestion | OwnQuestion;

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

/** The open "why?" of the page. @throws Error outside its provider */
export function useWhy(): Why {
  const why = useContext(WhyContext);
  if (!why) throw new Error('useWhy must be used within WhyProvider');
  return why;
}
