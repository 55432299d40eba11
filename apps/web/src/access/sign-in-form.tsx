import { ROLE_LABELS, type Role, SessionAnswer } from '@skill-ledger/contracts';
import { type FormEvent, useId, useState } from 'react';
import { RequestError, send } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { useWords } from '../i18n/words.ts';
import { Button, ButtonAnchor } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { HelpText } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Actions } from '../ui/page.tsx';
import { TextField } from '../ui/text-field.tsx';
import { isEntrance } from './landing.ts';
import styles from './sign-in-form.module.css';
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
  const shell = useWords();
  const { say } = useLanguage();
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
        <div id={problemId} role="alert">
          {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
        </div>
        <TextField
          label={text.name}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={name}
          onValue={setName}
        />
        <TextField
          label={text.password}
          name="password"
          type={visible ? 'text' : 'password'}
          autoComplete="current-password"
          required
          value={password}
          onValue={setPassword}
        />
        <Checkbox checked={visible} onChange={setVisible}>
          {text.showPassword}
        </Checkbox>
        <Actions>
          <Button type="submit" kind="primary" disabled={busy}>
            {text.signIn}
          </Button>
          {session.oidc && <ButtonAnchor href={oidcAddress()}>{text.oidc}</ButtonAnchor>}
        </Actions>
        <HelpText>{text.help}</HelpText>
      </form>
      {session.demo.length > 0 && (
        <section className={styles.demo} aria-labelledby="demo-roles">
          <h2 id="demo-roles">{text.demoTitle}</h2>
          <p>{text.demoNote}</p>
          <ul>
            {session.demo.map(({ role, unit }) => (
              <li key={role}>
                <Button
                  className={styles.demoRole}
                  disabled={busy}
                  onClick={() => void open('session/demo', { role } satisfies { role: Role })}
                >
                  {say(ROLE_LABELS[role])}
                  {unit !== null && shell.brackets(unit)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Back to the page one is on; the sign-in page goes on to where the account begins. */
function oidcAddress(): string {
  const here = isEntrance(location) ? '/sign-in' : `${location.pathname}${location.search}`;
  return `/api/v1/session/oidc?returnTo=${encodeURIComponent(here)}`;
}

/** What the house's own sign-on came back with. */
function returnProblem(problems: Record<'unknown' | 'broken', string>): string | undefined {
  const problem = new URLSearchParams(location.search).get('problem');
  return problem === 'unknown' || problem === 'broken' ? problems[problem] : undefined;
}
