import { useQuery } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { taskCountsQuery } from './api.ts';
import { useTexts } from './texts.ts';

/** Reminders of the user's tasks: seven and three days before they are due and on the due date, until they are done. */
export function TaskReminders({ onOpen }: { onOpen: (id: string) => void }) {
  const text = useTexts();
  const { reminders = [] } = useQuery(taskCountsQuery).data ?? {};
  if (reminders.length === 0) return null;
  return (
    <Notice tone="warn" data-testid="reminders">
      {text.reminders(formatCount(reminders.length))}
      <ul>
        {reminders.map(({ task, number, text: what, daysLeft }) => (
          <li key={task}>
            <Button kind="link" onClick={() => onOpen(task)}>
              {number} {what}
            </Button>{' '}
            {text.daysToGo(daysLeft)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
