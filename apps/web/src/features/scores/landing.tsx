import { useSession } from '../../access/session.tsx';
import { Results } from './results.tsx';
import { UnitScorePage } from './unit-page.tsx';

/** First page of the section: results of all units if the user may compare them, else the unit's own. */
export function ScoresLanding() {
  const { may, account } = useSession();
  return may('scores.compare') ? <Results /> : <UnitScorePage unit={account.unit ?? ''} />;
}
