import { RELEASE_STATE_LABELS, type ReleaseState } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';

const SHAPES: Record<ReleaseState, string> = {
  draft: '○',
  submitted: '◐',
  approved: '◕',
  published: '●',
  superseded: '◌',
  withdrawn: '■',
  discarded: '×',
};

/** State of a release, by shape and word. */
export function StateMark({ state }: { state: ReleaseState }) {
  const { say } = useLanguage();
  return (
    <>
      <span aria-hidden="true">{SHAPES[state]}</span> {say(RELEASE_STATE_LABELS[state])}
    </>
  );
}
