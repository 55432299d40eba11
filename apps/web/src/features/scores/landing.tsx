import { useSession } from '../../access/session.tsx';
import { Results } from './results.tsx';
import { UnitScorePage } from './unit-page.tsx';

/** What the section begins with: results of all for those who compare units, else one's own. */
export function ScoresLanding() {
  const { may, account } = useSession();
  return may('scores.compare') ? <Results /> : <UnitScorePage unit={account.unit ?? ''} />;
}
