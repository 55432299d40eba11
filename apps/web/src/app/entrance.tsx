import { Navigate } from '@tanstack/react-router';
import { landingOf } from '../access/landing.ts';
import { useSession } from '../access/session.tsx';

/** Goes on to where the account begins. */
export function Entrance() {
  const { account } = useSession();
  return <Navigate to={landingOf(account)} search={({ lang }) => ({ lang })} replace />;
}
