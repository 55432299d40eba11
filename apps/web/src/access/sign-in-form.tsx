import { ROLE_LABELS, type Role, SessionAnswer } from '@skill-ledger/contracts';
import { type FormEvent, useId, useState } from 'react';
import { RequestError, send } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import styles from './access.module.css';
import { useAccessTexts } from './texts.ts';

interface SignInFormProps {
  session: SessionAnswer;
  /** Who was signed in before. */
  name?: string;
  onSignedIn: (answer: SessionAnswer) => void;
}

/** By password, by the house's own sign-on where there is one, and in a demonstration as any role. */
export function SignInForm({ session, name: before = '', onSignedIn }: SignInFormProps) {
  const text = useAccessTexts();
  const { text: shell, say } = useLanguage();
  const [name, setName] = useState(before);
  const [password, setPassword] = useState('');
  const [visible, setVisible] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(() => returnProblem(text.problems));
  const problemId = useId();
  const open = async (path: string, body: object): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      onSignedIn(await send('POST', path, SessionAnswer, body));
    } catch (error) {
      setProblem(error instanceof RequestError ? say(error.detail) : text.failed);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void open('session', { name, password });
  };
  return (
    <>
      <form className={styles.form} onSubmit={submit} aria-describedby={problemId}>
        <p id={problemId} role="alert" className={styles.problem} hidden={problem === undefined}>
          {problem}
        </p>
        <label className={styles.field}>
          {text.name}
          <input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className={styles.field}>
          {text.password}
          <input
            name="password"
            type={visible ? 'text' : 'password'}
            autoComplete="current-password"
            required
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </label>
        <label className={styles.check}>
          <input type="checkbox" checked={visible} onChange={({ target }) => setVisible(target.checked)} />
          {text.showPassword}
        </label>
        <p className={styles.actions}>
          <button type="submit" className={styles.primary} disabled={busy}>
            {text.signIn}
          </button>
          {session.oidc && (
            <a className={styles.quiet} href={oidcAddress()}>
              {text.oidc}
            </a>
          )}
        </p>
        <p className={styles.help}>{text.help}</p>
      </form>
      {session.demo.length > 0 && (
        <section className={styles.demo} aria-labelledby="demo-roles">
          <h2 id="demo-roles">{text.demoTitle}</h2>
          <p className={styles.help}>{text.demoNote}</p>
          <ul>
            {session.demo.map(({ role, unit }) => (
              <li key={role}>
                <button
                  type="button"
                  className={`${styles.quiet} ${styles.demoRole}`}
                  disabled={busy}
                  onClick={() => void open('session/demo', { role } satisfies { role: Role })}
                >
                  {say(ROLE_LABELS[role])}
                  {unit !== null && shell.brackets(unit)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Back to the page one is on; the sign-in page itself leads nowhere. */
function oidcAddress(): string {
  const here = location.pathname === '/sign-in' ? '/' : `${location.pathname}${location.search}`;
  return `/api/v1/session/oidc?returnTo=${encodeURIComponent(here)}`;
}

/** What the house's own sign-on came back with. */
function returnProblem(problems: Record<'unknown' | 'broken', string>): string | undefined {
  const problem = new URLSearchParams(location.search).get('problem');
  return problem === 'unknown' || problem === 'broken' ? problems[problem] : undefined;
}
