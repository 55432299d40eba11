import { Account, FreshPassword, ROLE_LABELS } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { send } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { AccountForm, type AccountValues } from './account-form.tsx';
import styles from './admin.module.css';
import { accountsQuery } from './api.ts';
import { FreshPasswordNote } from './fresh-password.tsx';
import { useTexts } from './texts.ts';

/** Who has an account; the auditor goes on to the log. */
export function AccountsPage() {
  const { may } = useSession();
  if (may('accounts.manage')) return <Accounts />;
  return <Navigate to="/admin/audit" search={({ lang }) => ({ lang })} replace />;
}

/** What is open beside the table. */
type Task = { name: 'add' } | { name: 'edit'; account: Account } | { name: 'reset'; account: Account };

function Accounts() {
  const text = useTexts().accounts;
  const { say } = useLanguage();
  const client = useQueryClient();
  const answer = useQuery(accountsQuery);
  const [task, setTask] = useState<Task>();
  const [fresh, setFresh] = useState<FreshPassword>();
  const [error, setError] = useState<Error>();
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setError(undefined);
    try {
      await work();
      setTask(undefined);
    } catch (cause) {
      setError(cause as Error);
    } finally {
      await client.invalidateQueries({ queryKey: accountsQuery.queryKey });
    }
  };
  const create = (values: AccountValues) =>
    attempt(async () => setFresh(await send('POST', 'accounts', FreshPassword, values)));
  const change = ({ id }: Account, values: Partial<AccountValues> & { disabled?: boolean }) =>
    attempt(async () => {
      await send('PATCH', `accounts/${id}`, Account, values);
    });
  const reset = ({ id }: Account) =>
    attempt(async () => setFresh(await send('POST', `accounts/${id}/password`, FreshPassword)));
  return (
    <Answer query={answer} height={480}>
      {({ accounts }) => (
        <>
          <h1 className={styles.title}>{text.title(formatCount(accounts.length))}</h1>
          <p className={styles.lead}>{text.lead}</p>
          {fresh && <FreshPasswordNote fresh={fresh} onClose={() => setFresh(undefined)} />}
          {error && <ErrorNote error={error} title={text.failed} onRetry={() => setError(undefined)} />}
          {task?.name === 'reset' ? (
            <div className={styles.form} role="alertdialog" aria-labelledby="reset-title">
              <h2 id="reset-title">{text.reset(task.account.name)}</h2>
              <p>{text.resetDetail}</p>
              <p className={styles.buttons}>
                <button
                  type="button"
                  // biome-ignore lint/a11y/noAutofocus: the question answers a click and appears above it
                  autoFocus
                  className={styles.primary}
                  onClick={() => void reset(task.account)}
                >
                  {text.resetConfirm}
                </button>
                <button type="button" className={styles.quiet} onClick={() => setTask(undefined)}>
                  {text.cancel}
                </button>
              </p>
            </div>
          ) : task ? (
            <AccountForm
              key={task.name === 'edit' ? task.account.id : ''}
              account={task.name === 'edit' ? task.account : undefined}
              onSave={(values) => (task.name === 'edit' ? change(task.account, values) : create(values))}
              onCancel={() => setTask(undefined)}
            />
          ) : (
            <p>
              <button type="button" className={styles.primary} onClick={() => setTask({ name: 'add' })}>
                {text.add}
              </button>
            </p>
          )}
          <DataTable
            caption={text.title(formatCount(accounts.length))}
            rows={accounts}
            rowKey={({ id }) => id}
            columns={[
              { key: 'name', header: text.name, cell: ({ name }) => name },
              {
                key: 'displayName',
                header: text.displayName,
                align: 'start',
                cell: ({ displayName }) => displayName,
              },
              { key: 'role', header: text.role, align: 'start', cell: ({ role }) => say(ROLE_LABELS[role]) },
              { key: 'unit', header: text.unit, align: 'start', cell: ({ unit }) => unit ?? '—' },
              { key: 'state', header: text.state, align: 'start', cell: (account) => stateOf(account, text) },
              {
                key: 'actions',
                header: text.actions,
                align: 'start',
                cell: (account) => (
                  <span className={styles.links}>
                    <button
                      type="button"
                      aria-label={text.edit(account.name)}
                      onClick={() => setTask({ name: 'edit', account })}
                    >
                      {text.editShort}
                    </button>
                    {!account.demo && (
                      <button
                        type="button"
                        aria-label={text.reset(account.name)}
                        onClick={() => setTask({ name: 'reset', account })}
                      >
                        {text.resetShort}
                      </button>
                    )}
                    <button
                      type="button"
                      aria-label={account.disabled ? text.enable(account.name) : text.disable(account.name)}
                      onClick={() => void change(account, { disabled: !account.disabled })}
                    >
                      {account.disabled ? text.enableShort : text.disableShort}
                    </button>
                  </span>
                ),
              },
            ]}
          />
        </>
      )}
    </Answer>
  );
}

function stateOf(account: Account, text: ReturnType<typeof useTexts>['accounts']): string {
  if (account.disabled) return `○ ${text.disabled}`;
  const also = account.demo ? text.demo : account.mustChange ? text.mustChange : null;
  return ['● ', text.active, also && ` · ${also}`].filter(Boolean).join('');
}
