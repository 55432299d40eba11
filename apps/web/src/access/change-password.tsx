import { PasswordRequest, SessionAnswer } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Actions } from '../ui/page.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useForm } from '../ui/use-form.ts';
import { sessionQuery } from './session.tsx';
import { useAccessTexts } from './texts.ts';

const EMPTY = { current: '', next: '' };

export function ChangePassword() {
  const text = useAccessTexts();
  const client = useQueryClient();
  const [visible, setVisible] = useState(false);
  const [done, setDone] = useState(false);
  const form = useForm({
    schema: PasswordRequest,
    values: EMPTY,
    labels: { current: text.current, next: text.next },
    onSubmit: async (request) => {
      setDone(false);
      const answer = await send('PUT', 'session/password', SessionAnswer, request);
      form.reset(EMPTY);
      setDone(true);
      client.setQueryData(sessionQuery.queryKey, answer);
    },
  });
  const type = visible ? 'text' : 'password';
  return (
    <Form form={form.form}>
      <TextField {...form.field('current')} type={type} autoComplete="current-password" />
      <TextField {...form.field('next')} type={type} autoComplete="new-password" help={text.nextHelp} />
      <Checkbox checked={visible} onChange={setVisible}>
        {text.showPassword}
      </Checkbox>
      <Actions>
        <Button type="submit" kind="primary" disabled={form.busy}>
          {text.change}
        </Button>
      </Actions>
      <div role="status">{done && <Notice tone="good">{text.changed}</Notice>}</div>
    </Form>
  );
}
