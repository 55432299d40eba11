import { ROLE_LABELS } from '@skill-ledger/contracts';
import { useLanguage } from '../i18n/language.ts';
import { Menu, MenuButton, MenuLink } from '../ui/menu.tsx';
import { useSession } from './session.tsx';
import { useAccessTexts } from './texts.ts';

/** The signed-in user, and links for the account. */
export function AccountMenu() {
  const text = useAccessTexts();
  const { say } = useLanguage();
  const { account, may, signOut } = useSession();
  const shown = account.unit ?? say(ROLE_LABELS[account.role]);
  return (
    <Menu
      label={text.menu(shown)}
      button={shown}
      head={
        <>
          <strong>{account.displayName}</strong>
          {[account.name, say(ROLE_LABELS[account.role]), account.unit].filter(Boolean).join(' · ')}
        </>
      }
    >
      <MenuLink to="/account" search={({ lang }) => ({ lang })}>
        {text.settings}
      </MenuLink>
      {may('accounts.manage') && (
        <MenuLink to="/admin" search={({ lang }) => ({ lang })}>
          {text.admin}
        </MenuLink>
      )}
      {may('audit.read') && (
        <MenuLink to="/admin/audit" search={({ lang }) => ({ lang })}>
          {text.audit}
        </MenuLink>
      )}
      <MenuButton onClick={() => void signOut()}>{text.signOut}</MenuButton>
    </Menu>
  );
}
