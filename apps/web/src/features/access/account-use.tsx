import { useQuery } from '@tanstack/react-query';
import { Answer } from '../../ui/answer.tsx';
import { formatCount } from '../../ui/format.ts';
import { accountUseQuery } from './api.ts';
import { useTexts } from './texts.ts';

/** Open sessions and findings of an account, shown before it is disabled. */
export function AccountUse({ id }: { id: string }) {
  const text = useTexts().accounts;
  return (
    <Answer query={useQuery(accountUseQuery(id))} height={24}>
      {({ sessions, findings }) => (
        <ul>
          <li>{text.sessionsEnd(formatCount(sessions))}</li>
          <li>{findings === 0 ? text.noFindings : text.findingsLeft(formatCount(findings))}</li>
        </ul>
      )}
    </Answer>
  );
}
