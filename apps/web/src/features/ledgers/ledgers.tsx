import { useQuery } from '@tanstack/react-query';
import { type SectionTab, SectionTabs } from '../../access/section-tabs.tsx';
import { formatCount } from '../../ui/format.ts';
import { quarantineCountQuery } from './api.ts';
import { useTexts } from './texts.ts';

const TABS = [
  { to: '/ledgers', name: 'upload', needs: 'ledgers.load' },
  { to: '/ledgers/quarantine', name: 'quarantine', needs: 'ledgers.read' },
  { to: '/ledgers/warnings', name: 'warnings', needs: 'ledgers.read' },
  { to: '/ledgers/batches', name: 'batches', needs: 'ledgers.read' },
  { to: '/ledgers/snapshots', name: 'snapshots', needs: 'snapshots.read' },
  { to: '/ledgers/templates', name: 'templates', needs: 'programme.read' },
] as const satisfies SectionTab[];

/** 台账: upload, correction, history; each a page under one set of tabs. */
export function Ledgers() {
  const text = useTexts();
  const waiting = useQuery(quarantineCountQuery).data ?? 0;
  return (
    <SectionTabs
      label={text.sections}
      tabs={TABS}
      names={text.tabs}
      counts={waiting > 0 ? { quarantine: formatCount(waiting) } : {}}
    />
  );
}
