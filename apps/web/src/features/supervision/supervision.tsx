import { type SectionTab, SectionTabs } from '../../access/section-tabs.tsx';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/supervision', name: 'worklist', needs: 'findings.read' },
  { to: '/supervision/summary', name: 'summary', needs: 'findings.read' },
  { to: '/supervision/person', name: 'person', needs: 'records.person' },
] as const satisfies SectionTab[];

/** 监管: the worklist, its summary, and records of persons for roles that may read them. */
export function Supervision() {
  const text = useTexts();
  return <SectionTabs label={text.sections} tabs={TABS} names={text.tabs} />;
}
