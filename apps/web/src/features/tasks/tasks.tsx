import { type SectionTab, SectionTabs } from '../../access/section-tabs.tsx';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/tasks', name: 'list', needs: 'tasks.read' },
  { to: '/tasks/give', name: 'give', needs: 'tasks.give' },
  { to: '/tasks/schedule', name: 'schedule', needs: 'schedule.read' },
] as const satisfies SectionTab[];

/** 督办: tasks, and the schedule. */
export function Tasks() {
  const text = useTexts();
  return <SectionTabs label={text.sections} tabs={TABS} names={text.tabs} />;
}
