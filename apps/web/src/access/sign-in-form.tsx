import { ROLE_LABELS, type Role, SessionAnswer, SignInRequest } from '@skill-ledger/contracts';
import { useState } from 'react';
import { RequestError, send } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { useWords } from '../i18n/words.ts';
import { Button, ButtonAnchor } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { HelpText } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Actions } from '../ui/page.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useForm } from '../ui/use-form.ts';
import { isEntrance } from './landing.ts';
import styles from './sign-in-form.module.css';
import { useAccessTexts } from './texts.ts';

interface SignInFormProps {
  session: SessionAnswer;
  /** The account that was signed in before. */
  name?: string;
  onSignedIn: (answer: SessionAnswer) => void;
}

/** Sign-in by password, by single sign-on if configured, and in a demonstration as any role. */
export default function SignInForm({ session, name = '', onSignedIn }: SignInFormProps) {
  const text = useAccessTexts();
  const shell = useWords();
  const { say } = useLanguage();
  const [visible, setVisible] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(() => returnProblem(text.problems));
  const form = useForm({
    schema: SignInRequest,
    values: { name, password: '' },
    labels: { name: text.name, password: text.password },
    onSubmit: async (request) => {
      setProblem(undefined);
      onSignedIn(await send('POST', 'session', SessionAnswer, request));
    },
  });
  const tryAs = async (role: Role): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      onSignedIn(await send('POST', 'session/demo', SessionAnswer, { role }));
    } catch (error) {
      setProblem(error instanceof RequestError ? say(error.detail) : text.failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div role="alert">{problem !== undefined && <Notice tone="bad">{problem}</Notice>}</div>
      <Form form={form.form}>
        <TextField
          {...form.field('name')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <TextField
          {...form.field('password')}
          type={visible ? 'text' : 'password'}
          autoComplete="current-password"
          required
        />
        <Checkbox checked={visible} onChange={setVisible}>
          {text.showPassword}
        </Checkbox>
        <Actions>
          <Button type="submit" kind="primary" disabled={form.busy}>
            {text.signIn}
          </Button>
          {session.oidc && <ButtonAnchor href={oidcAddress()}>{text.oidc}</ButtonAnchor>}
        </Actions>
        <HelpText>{text.help}</HelpText>
      </Form>
      {session.demo.length > 0 && (
        <section className={styles.demo} aria-labelledby="demo-roles">
          <h2 id="demo-roles">{text.demoTitle}</h2>
          <p>{text.demoNote}</p>
          <ul>
            {session.demo.map(({ role, unit }) => (
              <li key={role}>
                <Button className={styles.demoRole} disabled={busy} onClick={() => void tryAs(role)}>
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

/** Returns to the current page; the sign-in page continues to the account's first page. */
function oidcAddress(): string {
  const here = isEntrance(location) ? '/sign-in' : `${location.pathname}${location.search}`;
  return `/api/v1/session/oidc?returnTo=${encodeURIComponent(here)}`;
}

/** The result of the single sign-on. */
function returnProblem(problems: Record<'unknown' | 'broken', string>): string | undefined {
  const problem = new URLSearchParams(location.search).get('problem');
  return problem === 'unknown' || problem === 'broken' ? problems[problem] : undefined;
}
