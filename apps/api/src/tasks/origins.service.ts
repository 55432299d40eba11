import { Injectable } from '@nestjs/common';
import type { GivenOrigin, TaskDetail, TaskOrigin } from '@skill-ledger/contracts';
import { OriginFiguresService } from './origin-figures.service.ts';
import { OriginScoresService } from './origin-scores.service.ts';

/** Kinds of origins that are frozen with their value. */
type FrozenKind = Extract<TaskOrigin, { value: unknown }>['kind'];
type Given = { [K in FrozenKind]: Extract<GivenOrigin, { kind: K }> };
type Frozen = { [K in FrozenKind]: Extract<TaskOrigin, { kind: K }> };
type Kinds = {
  [K in FrozenKind]: {
    /** The value now, or on a day. */
    freeze(given: Given[K]): Promise<Frozen[K]>;
    /** The same value now; null where there is none any more. */
    now(origin: Frozen[K]): Promise<TaskDetail['now']>;
  };
};

/** Values that tasks are about: as they are when a task is given, and as they are now. */
@Injectable()
export class OriginsService {
  private readonly kinds: Kinds;

  constructor(
    private readonly figures: OriginFiguresService,
    scores: OriginScoresService,
  ) {
    this.kinds = { figure: figures, score: scores };
  }

  /** What a new task is about, with its value if it has one. @throws as the `freeze` of its kind */
  async freeze(given: GivenOrigin): Promise<TaskOrigin> {
    return this.has(given) ? this.freezeAs(given.kind, given) : given;
  }

  /** The value of a task's origin now; null where it has none, or nothing is loaded. */
  async now(origin: TaskOrigin): Promise<TaskDetail['now']> {
    return this.has(origin) ? this.nowAs(origin.kind, origin) : null;
  }

  /** Whether the training that a task's figure is about is behind pace now. */
  async isBehind(origin: TaskOrigin): Promise<boolean> {
    return origin.kind === 'figure' && this.figures.isBehind(origin);
  }

  private has<O extends { kind: string }>(origin: O): origin is Extract<O, { kind: FrozenKind }> {
    return Object.hasOwn(this.kinds, origin.kind);
  }

  private freezeAs<K extends FrozenKind>(kind: K, given: Given[K]): Promise<TaskOrigin> {
    return this.kinds[kind].freeze(given);
  }

  private nowAs<K extends FrozenKind>(kind: K, origin: Frozen[K]): Promise<TaskDetail['now']> {
    return this.kinds[kind].now(origin);
  }
}
