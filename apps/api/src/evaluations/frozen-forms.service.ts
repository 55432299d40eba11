import { Injectable } from '@nestjs/common';
import { FormResult, type FormVersion, fieldOf, selfPoints } from '@skill-ledger/contracts';
import type { Scheme } from '@skill-ledger/etl';
import { findForm } from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { FormsService } from './forms.service.ts';

/** Content of the official form of a submission. */
export interface FrozenForm {
  version: FormVersion;
  /** The scheme the period was opened with. */
  scheme: Scheme;
  /** Result of this submission; null before its review. */
  result: FormResult | null;
  texts: {
    /** 得分 by indicator: the reviewed points if there are any, else the unit's own. */
    points: Record<string, string>;
    /** 偏差原因分析及改进措施 by indicator. */
    deviations: Record<string, string>;
    expected: string;
    achieved: string;
  };
}

/** Submissions as they were frozen, for exports. */
@Injectable()
export class FrozenFormsService {
  constructor(
    private readonly state: StateService,
    private readonly forms: FormsService,
  ) {}

  /** A submission, by default the last. @throws NotFoundException if there is none, or the caller may not see it */
  async content(caller: Caller, id: string, nth?: number): Promise<FrozenForm> {
    const version = await this.forms.version(caller, id, nth);
    const { period } = await this.forms.find(caller, id);
    const kept = (await findForm(await this.state.get(), id))?.result ?? null;
    const judged = kept === null ? null : FormResult.parse(JSON.parse(kept));
    const result = judged?.nth === version.nth ? judged : null;
    const { indicators } = version.trace;
    return {
      version,
      scheme: period.scheme,
      result,
      texts: {
        points: byIndicator(indicators, (one) => result?.points[one.id] ?? selfPoints(one, version.values)),
        deviations: byIndicator(indicators, ({ id: indicator }) =>
          version.values[fieldOf(indicator, 'deviation')]?.trim(),
        ),
        expected: version.goals,
        achieved: version.achievements,
      },
    };
  }
}

/** Explanations by indicator; indicators without one are omitted. */
const byIndicator = (
  indicators: FormVersion['trace']['indicators'],
  say: (indicator: FormVersion['trace']['indicators'][number]) => string | null | undefined,
): Record<string, string> =>
  Object.fromEntries(
    indicators.flatMap((one) => {
      const said = say(one);
      return said ? [[one.id, said]] : [];
    }),
  );
