import { type Account, ROLE_LABELS, Role } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { programmeQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import styles from './admin.module.css';
import { useTexts } from './texts.ts';

export interface AccountValues {
  name?: string;
  displayName: string;
  role: Role;
  unit: string | null;
}

interface AccountFormProps {
  /** The account that is changed; left out for a new one. */
  account: Account | undefined;
  onSave: (values: AccountValues) => Promise<void>;
  onCancel: () => void;
}

export function AccountForm({ account, onSave, onCancel }: AccountFormProps) {
  const text = useTexts().accounts;
  const { say } = useLanguage();
  const programme = useQuery(programmeQuery);
  const units = programme.data?.units ?? [];
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState(account?.displayName ?? '');
  const [role, setRole] = useState<Role>(account?.role ?? 'unit');
  const [unit, setUnit] = useState(account?.unit ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSave({
      ...(!account && { name: name.trim() }),
      displayName: displayName.trim(),
      role,
      unit: role === 'unit' ? unit : null,
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-labelledby="account-form">
      <h2 id="account-form">{account ? text.edit(account.name) : text.add}</h2>
      {!account && (
        <label className={styles.field}>
          {text.name}
          <input
            // biome-ignore lint/a11y/noAutofocus: the form answers a click on "new account" and appears in its place
            autoFocus
            required
            pattern="[a-zA-Z0-9][a-zA-Z0-9._@\-]{1,59}"
            title={text.nameHelp}
            autoComplete="off"
            autoCapitalize="none"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <span className={styles.help}>{text.nameHelp}</span>
        </label>
      )}
      <label className={styles.field}>
        {text.displayName}
        <input
          required
          maxLength={60}
          autoComplete="off"
          value={displayName}
          onChange={({ target }) => setDisplayName(target.value)}
        />
      </label>
      <label className={styles.field}>
        {text.role}
        <select value={role} onChange={({ target }) => setRole(Role.parse(target.value))}>
          {Role.options.map((one) => (
            <option key={one} value={one}>
              {say(ROLE_LABELS[one])}
            </option>
          ))}
        </select>
      </label>
      {role === 'unit' && (
        <div className={styles.field}>
          <label htmlFor="account-unit">{text.unit}</label>
          {!programme.isError ? (
            <select id="account-unit" required value={unit} onChange={({ target }) => setUnit(target.value)}>
              <option value="">{text.chooseUnit}</option>
              {units.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.name}
                </option>
              ))}
            </select>
          ) : (
            // Before the first load the pages know no programme; the server does, and says which units there are.
            <input id="account-unit" required value={unit} onChange={({ target }) => setUnit(target.value)} />
          )}
        </div>
      )}
      <p className={styles.buttons}>
        <button type="submit" className={styles.primary}>
          {account ? text.save : text.create}
        </button>
        <button type="button" className={styles.quiet} onClick={onCancel}>
          {text.cancel}
        </button>
      </p>
    </form>
  );
}
