import { Account, FreshPassword } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { send } from '../../api/client.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/form.tsx';
import { formatCount } from '../../ui/format.ts';
import { Actions, PageHead } from '../../ui/page.tsx';
import { AccountForm, type AccountValues } from './account-form.tsx';
import { AccountTable } from './account-table.tsx';
import { AccountUse } from './account-use.tsx';
import { accountsQuery } from './api.ts';
import { FreshPasswordNote } from './fresh-password.tsx';
import { useTexts } from './texts.ts';

/** All accounts; auditors are redirected to the log. */
export function AccountsPage() {
  const { may } = useSession();
  if (may('accounts.manage')) return <Accounts />;
  return <Navigate to="/admin/audit" search={({ lang }) => ({ lang })} replace />;
}

/** The form or question open beside the table. */
type Task = { name: 'add' } | { name: 'edit' | 'reset' | 'disable'; account: Account };

function Accounts() {
  const text = useTexts().accounts;
  const client = useQueryClient();
  const answer = useQuery(accountsQuery);
  const [task, setTask] = useState<Task>();
  const [fresh, setFresh] = useState<FreshPassword>();
  const [error, setError] = useState<Error>();
  const renew = () => client.invalidateQueries({ queryKey: accountsQuery.queryKey });
  const save = async ({ name, displayName, role, unit }: AccountValues): Promise<void> => {
    const values = { displayName, role, unit: role === 'unit' ? unit : null };
    if (task?.name === 'edit') await send('PATCH', `accounts/${task.account.id}`, Account, values);
    else setFresh(await send('POST', 'accounts', FreshPassword, { name, ...values }));
    setTask(undefined);
    await renew();
  };
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setError(undefined);
    try {
      await work();
    } catch (cause) {
      setError(cause as Error);
    } finally {
      await renew();
    }
  };
  const reset = (account: Account) =>
    attempt(async () => {
      setFresh(await send('POST', `accounts/${account.id}/password`, FreshPassword));
      setTask(undefined);
    });
  const toggle = ({ id, disabled }: Account) =>
    attempt(async () => {
      await send('PATCH', `accounts/${id}`, Account, { disabled: !disabled });
      setTask(undefined);
    });
  return (
    <Answer query={answer} height={480}>
      {({ accounts }) => (
        <>
          <PageHead
            title={text.title(formatCount(accounts.length))}
            lead={text.lead}
            actions={
              task === undefined && (
                <Button kind="primary" onClick={() => setTask({ name: 'add' })}>
                  {text.add}
                </Button>
              )
            }
          />
          {fresh && <FreshPasswordNote fresh={fresh} onClose={() => setFresh(undefined)} />}
          {error && <ErrorNote error={error} title={text.failed} onRetry={() => setError(undefined)} />}
          {task?.name === 'reset' || task?.name === 'disable' ? (
            <Panel role="alertdialog" title={text[task.name](task.account.name)}>
              <p>{task.name === 'reset' ? text.resetDetail : text.disableDetail}</p>
              {task.name === 'disable' && <AccountUse id={task.account.id} />}
              <Actions>
                <Button
                  kind={task.name === 'reset' ? 'primary' : 'danger'}
                  onClick={() => void (task.name === 'reset' ? reset : toggle)(task.account)}
                >
                  {task.name === 'reset' ? text.resetConfirm : text.disableConfirm}
                </Button>
                <Button onClick={() => setTask(undefined)}>{text.cancel}</Button>
              </Actions>
            </Panel>
          ) : (
            task && (
              <AccountForm
                key={task.name === 'edit' ? task.account.id : ''}
                account={task.name === 'edit' ? task.account : undefined}
                onSave={save}
                onCancel={() => setTask(undefined)}
              />
            )
          )}
          <AccountTable
            accounts={accounts}
            caption={text.title(formatCount(accounts.length))}
            onEdit={(account) => setTask({ name: 'edit', account })}
            onReset={(account) => setTask({ name: 'reset', account })}
            onToggle={(account) =>
              account.disabled ? void toggle(account) : setTask({ name: 'disable', account })
            }
          />
        </>
      )}
    </Answer>
  );
}
