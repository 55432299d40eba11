import { type Account, ROLE_LABELS } from '@skill-ledger/contracts';
import { useMemo } from 'react';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import styles from './account-table.module.css';
import { useTexts } from './texts.ts';

interface AccountTableProps {
  accounts: Account[];
  caption: string;
  onEdit: (account: Account) => void;
  onReset: (account: Account) => void;
  /** Disables or re-enables the account. */
  onToggle: (account: Account) => void;
}

/** All accounts, with their actions. */
export function AccountTable({ accounts, caption, onEdit, onReset, onToggle }: AccountTableProps) {
  const text = useTexts().accounts;
  const { say } = useLanguage();
  const own = useSession().account.id;
  const columns = useMemo(() => {
    const word = (key: string, header: string, value: (account: Account) => string): DataColumn<Account> => ({
      key,
      header,
      align: 'start',
      sort: value,
      cell: value,
    });
    const all: DataColumn<Account>[] = [
      word('name', text.name, ({ name }) => name),
      word('displayName', text.displayName, ({ displayName }) => displayName),
      word('role', text.role, ({ role }) => say(ROLE_LABELS[role])),
      word('unit', text.unit, ({ unit }) => unit ?? '—'),
      word('state', text.state, (account) => stateOf(account, text)),
      {
        key: 'actions',
        header: text.actions,
        align: 'start',
        cell: (account) => (
          <span className={styles.ways}>
            <Button kind="link" aria-label={text.edit(account.name)} onClick={() => onEdit(account)}>
              {text.editShort}
            </Button>
            {!account.demo && (
              <Button kind="link" aria-label={text.reset(account.name)} onClick={() => onReset(account)}>
                {text.resetShort}
              </Button>
            )}
            <Button
              kind="link"
              // Users cannot disable their own account: only another administrator could undo it.
              disabled={account.id === own && !account.disabled}
              aria-label={account.disabled ? text.enable(account.name) : text.disable(account.name)}
              onClick={() => onToggle(account)}
            >
              {account.disabled ? text.enableShort : text.disableShort}
            </Button>
          </span>
        ),
      },
    ];
    return all;
  }, [text, say, own, onEdit, onReset, onToggle]);
  return <DataTable caption={caption} rows={accounts} rowKey={({ id }) => id} columns={columns} />;
}

function stateOf(account: Account, text: ReturnType<typeof useTexts>['accounts']): string {
  if (account.disabled) return `○ ${text.disabled}`;
  const also = account.demo ? text.demo : account.mustChange ? text.mustChange : null;
  return ['● ', text.active, also && ` · ${also}`].filter(Boolean).join('');
}
