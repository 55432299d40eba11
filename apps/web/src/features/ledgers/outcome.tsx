import type { LoadEffect, LoadOutcome, Mended } from '@skill-ledger/contracts';
import { useWords } from '../../i18n/words.ts';
import { formatCount } from '../../ui/format.ts';
import { useTexts } from './texts.ts';

/** What became of mended rows: 10 行改动：9 通过，1 仍有错（V03 → V09）. */
export function MendedText({ mended }: { mended: Mended }) {
  const text = useTexts().outcome;
  const words = useWords();
  const bad = mended.failing.reduce((sum, { rows }) => sum + rows, 0);
  const how = mended.failing.map(({ before, now, rows }) => {
    const [from, to] = [before.join(' ') || '—', now.join(' ')];
    return mended.failing.length === 1
      ? text.failingOne(from, to)
      : text.failingMany(from, to, formatCount(rows));
  });
  const parts = [
    text.passed(formatCount(mended.passed)),
    bad > 0 && text.failing(formatCount(bad), how.join(text.semicolon)),
    mended.outdated > 0 && text.outdated(formatCount(mended.outdated)),
  ].filter(Boolean);
  return (
    <>
      {text.changed(formatCount(mended.changed))}
      {words.colon}
      {parts.join(text.and)}
      {mended.untouched > 0 && `${text.semicolon}${text.rest(formatCount(mended.untouched))}`}
    </>
  );
}

/** What a load changes on the pages: 装载后 66,997 → 67,387 人次；新增线索 12；提示 9. */
export function EffectText({ effect, isDone = false }: { effect: LoadEffect; isDone?: boolean }) {
  const text = useTexts().outcome;
  const { before, after } = effect.completed;
  const [change, first] = isDone ? [text.now, text.nowFirst] : [text.completed, text.completedFirst];
  const parts = [
    before === null ? first(formatCount(after)) : change(formatCount(before), formatCount(after)),
    text.findings(formatCount(effect.findings.added)),
    effect.findings.closed > 0 && text.closed(formatCount(effect.findings.closed)),
    text.warnings(formatCount(warningsOf(effect))),
  ].filter(Boolean);
  return <>{parts.join(text.semicolon)}</>;
}

const warningsOf = ({ warnings }: LoadEffect): number => warnings.reduce((sum, { rows }) => sum + rows, 0);

/** What a load did, in a few lines. */
export function OutcomeLines({ outcome }: { outcome: LoadOutcome }) {
  const text = useTexts().outcome;
  return (
    <>
      {outcome.mended && outcome.mended.changed > 0 && (
        <p>
          <MendedText mended={outcome.mended} />
        </p>
      )}
      {outcome.resolved > 0 && <p>{text.freed(formatCount(outcome.resolved))}</p>}
      {outcome.effect && (
        <p>
          <EffectText effect={outcome.effect} isDone />
        </p>
      )}
    </>
  );
}
