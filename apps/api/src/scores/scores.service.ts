import { BadRequestException, Injectable } from '@nestjs/common';
import type {
  PreviewRequest,
  SchemeText,
  ScoreDocument,
  ScoreMoves,
  ScorePreview,
  ScoreResults,
  ScoresQuery,
  ScoreTrace,
  ScoreTrend,
  UnitScoresQuery,
} from '@skill-ledger/contracts';
import {
  compareSchemes,
  documentOf,
  movesOf,
  parseScheme,
  periodTitle,
  rankingTable,
  resultsOf,
  type ScoreTable,
} from '@skill-ledger/etl';
import type { Caller } from '../http/caller.ts';
import { nameOfExport, takenLines } from '../http/export.ts';
import { ownUnitOnly } from '../http/own.ts';
import { refuse } from '../http/refuse.ts';
import { ScoreReaderService } from './score-reader.service.ts';

/** Scores as a caller may read them: a unit its own, with its place among its peers. */
@Injectable()
export class ScoresService {
  constructor(private readonly reader: ScoreReaderService) {}

  async document(caller: Caller, query: ScoresQuery): Promise<ScoreDocument> {
    return documentOf(await this.trace(caller, query));
  }

  /** @throws BadRequestException, ForbiddenException if a unit asks for another's */
  async trace(caller: Caller, query: ScoresQuery): Promise<ScoreTrace> {
    const unit = ownUnitOnly(caller, query.unit);
    const { trace } = await this.reader.compute(query);
    return only(trace, unit);
  }

  /** Changes that would raise the total of one unit. @throws as `trace`, and if no unit is named */
  async moves(caller: Caller, query: UnitScoresQuery): Promise<ScoreMoves> {
    const unit = await this.unitOf(caller, query);
    const { request, facts, trace } = await this.reader.compute(query);
    const own = facts.find((one) => one.unit === unit);
    if (!own) throw unknownUnit(unit, trace);
    const { until: _until, units: _units, ...head } = trace;
    return { ...head, unit, moves: movesOf(request.scheme, own) };
  }

  /** The unit of a query; for a unit account, its own. @throws BadRequestException, ForbiddenException */
  async unitOf(caller: Caller, query: UnitScoresQuery): Promise<string> {
    const [unit] = ownUnitOnly(caller, query.unit === undefined ? undefined : [query.unit]) ?? [];
    const { trace } = await this.reader.compute(query);
    if (unit === undefined || trace.units.every((one) => one.unit !== unit)) throw unknownUnit(unit, trace);
    return unit;
  }

  /** Totals of the periods up to the one asked for; a period that ends after the day is counted up to it. */
  async trend(caller: Caller, query: ScoresQuery): Promise<ScoreTrend> {
    const unit = ownUnitOnly(caller, query.unit);
    const { periods, asOf: newest } = await this.reader.frame();
    const { trace: asked, request } = await this.reader.compute(query);
    const last = query.asOf ?? newest;
    const shown = periods.filter(
      ({ id, kind, from, to }) =>
        id === asked.period || (kind !== 'final' && to <= asked.to && from <= asked.from && to <= last),
    );
    const computed = await this.reader.computeEach(
      shown.map(({ id, to }) => ({
        scheme: query.scheme,
        period: id,
        asOf: id === asked.period ? query.asOf : to,
      })),
    );
    const lines = computed.map(({ trace }) => {
      const { snapshot: _snapshot, until: _until, ...line } = only(trace, unit);
      return line;
    });
    const grades = request.scheme.grades.map(({ name, en, from }) => ({ name, en, from }));
    return { snapshot: asked.snapshot, grades, periods: lines };
  }

  async results(query: ScoresQuery): Promise<ScoreResults> {
    const { request, trace } = await this.reader.compute(query);
    return resultsOf(request.scheme, trace);
  }

  /** The ranking as a table, and the parts of its file name. */
  async ranking(
    caller: Caller,
    query: ScoresQuery,
    origin: string,
  ): Promise<{ table: ScoreTable; name: string[] }> {
    const results = await this.results(query);
    const table = rankingTable(results);
    const view = `/scores?${new URLSearchParams({ period: results.period, asOf: results.asOf })}`;
    return {
      table: { ...table, notes: [...table.notes, ...takenLines(caller, { view, origin })] },
      name: nameOfExport(caller, ['绩效排名'], [], `${periodTitle(results)}-截至${results.asOf}`),
    };
  }

  /** The scheme of a period, to be changed as a draft. */
  async scheme(query: ScoresQuery): Promise<SchemeText> {
    const { scheme } = await this.reader.requestOf(query);
    return { id: scheme.id, text: JSON.stringify(scheme, null, 2) };
  }

  /** The effect of a draft of a scheme. @throws HttpException 422 naming every fault of the draft */
  async preview({ scheme: text, period, asOf }: PreviewRequest): Promise<ScorePreview> {
    const draft = await Promise.resolve()
      .then(() => parseScheme(text, 'draft'))
      .catch(refuse(422));
    const now = await this.reader.compute({ period, asOf });
    const then = await this.reader.computeDraft({ ...now.request, scheme: draft });
    return compareSchemes(now.trace, then.trace, { now: now.request.scheme, draft });
  }
}

/** The scores of these units. @throws BadRequestException for an unknown unit */
function only(trace: ScoreTrace, asked: string[] | undefined): ScoreTrace {
  if (!asked) return trace;
  const stranger = asked.find((name) => trace.units.every(({ unit }) => unit !== name));
  if (stranger !== undefined) throw unknownUnit(stranger, trace);
  return { ...trace, units: trace.units.filter(({ unit }) => asked.includes(unit)) };
}

function unknownUnit(unit: string | undefined, { units }: ScoreTrace): BadRequestException {
  const known = units.map((one) => one.unit);
  return new BadRequestException({
    zh: `${unit === undefined ? '请指明单位' : `没有单位“${unit}”`}；可选：${known.join('、')}`,
    en: `${unit === undefined ? 'name a unit' : `there is no unit "${unit}"`}; choose from: ${known.join(', ')}`,
  });
}
