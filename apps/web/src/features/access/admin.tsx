import { type SectionTab, SectionTabs } from '../../access/section-tabs.tsx';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/admin', name: 'accounts', needs: 'accounts.manage' },
  { to: '/admin/audit', name: 'audit', needs: 'audit.read' },
] as const satisfies SectionTab[];

/** 管理: accounts and the audit log, depending on the role. */
export function Admin() {
  const text = useTexts();
  return <SectionTabs label={text.sections} tabs={TABS} names={text.tabs} />;
}
