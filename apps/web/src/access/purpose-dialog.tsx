import { PurposeRequest } from '@skill-ledger/contracts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { Actions } from '../ui/page.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useForm } from '../ui/use-form.ts';
import { useAccessTexts } from './texts.ts';

/** An empty purpose would mask personal values again: here a text is required. */
const StatedPurpose = PurposeRequest.extend({ text: PurposeRequest.shape.text.min(2) });

interface PurposeDialogProps {
  isDownload: boolean;
  onState: (purpose: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the purpose of access to personal values. */
export default function PurposeDialog({ isDownload, onState, onClose }: PurposeDialogProps) {
  const text = useAccessTexts();
  const form = useForm({
    schema: StatedPurpose,
    values: { text: '' },
    labels: { text: text.purpose },
    onSubmit: ({ text: purpose }) => onState(purpose),
  });
  return (
    <Dialog title={text.purposeTitle} onClose={onClose}>
      <Form form={form.form}>
        <p>{text.purposeDetail}</p>
        <TextField {...form.field('text')} help={text.purposeExample} />
        <Actions>
          <Button type="submit" kind="primary" disabled={form.busy}>
            {isDownload ? text.purposeGoOn : text.purposeGo}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </Actions>
      </Form>
    </Dialog>
  );
}
