import { SessionAnswer } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { RequestError, send } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import styles from './access.module.css';
import { sessionQuery } from './session.tsx';
import { useAccessTexts } from './texts.ts';

/** @param forced nothing else can be done before */
export function ChangePassword({ forced = false }: { forced?: boolean }) {
  const text = useAccessTexts();
  const { say } = useLanguage();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [visible, setVisible] = useState(false);
  const [state, setState] = useState<{ busy?: boolean; problem?: string; done?: boolean }>({});
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setState({ busy: true });
    try {
      const answer = await send('PUT', 'session/password', SessionAnswer, { current, next });
      setCurrent('');
      setNext('');
      setState({ done: true });
      client.setQueryData(sessionQuery.queryKey, answer);
    } catch (error) {
      setState({ problem: error instanceof RequestError ? say(error.detail) : text.failed });
    }
  };
  const Title = forced ? 'h1' : 'h2';
  const fields = [
    { label: text.current, value: current, set: setCurrent, complete: 'current-password' },
    { label: text.next, value: next, set: setNext, complete: 'new-password', help: text.nextHelp },
  ];
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <Title>{forced ? text.mustChangeTitle : text.passwordTitle}</Title>
      {forced && <p>{text.mustChangeDetail}</p>}
      <p role="alert" className={styles.problem} hidden={state.problem === undefined}>
        {state.problem}
      </p>
      {fields.map(({ label, value, set, complete, help }) => (
        <label key={label} className={styles.field}>
          {label}
          <input
            type={visible ? 'text' : 'password'}
            autoComplete={complete}
            required
            value={value}
            onChange={({ target }) => set(target.value)}
          />
          {help && <span className={styles.help}>{help}</span>}
        </label>
      ))}
      <label className={styles.check}>
        <input type="checkbox" checked={visible} onChange={({ target }) => setVisible(target.checked)} />
        {text.showPassword}
      </label>
      <p className={styles.actions}>
        <button type="submit" className={styles.primary} disabled={state.busy === true}>
          {text.change}
        </button>
      </p>
      <p role="status" className={styles.good}>
        {state.done && `✓ ${text.changed}`}
      </p>
    </form>
  );
}
