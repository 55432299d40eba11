import { Navigate } from '@tanstack/react-router';
import { landingOf } from '../access/landing.ts';
import { useSession } from '../access/session.tsx';

/** Redirects to the account's first page. */
export function Entrance() {
  const { account } = useSession();
  return <Navigate to={landingOf(account)} search={({ lang }) => ({ lang })} replace />;
}
