import type { FormDetail } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { Answer } from '../../ui/answer.tsx';
import { formQuery } from './api.ts';
import { FillForm } from './fill-form.tsx';
import { ReadForm } from './read-form.tsx';
import { ReviewForm } from './review-form.tsx';

/** A form: filled in by its unit, reviewed by the bureaus, read-only for others. */
export function FormPage() {
  const { form: id } = useParams({ from: '/evaluations/forms/$form' });
  const { purpose } = useSession();
  return (
    <Answer query={useQuery(formQuery(id, purpose?.text))} height={960}>
      {(detail) => <Form key={id} detail={detail} />}
    </Answer>
  );
}

function Form({ detail }: { detail: FormDetail }) {
  const { account } = useSession();
  if (detail.steps.includes('save')) return <FillForm detail={detail} />;
  const own = detail.reviews.find(({ role }) => role === account.role);
  if (own && detail.steps.includes('review')) return <ReviewForm detail={detail} own={own} />;
  return <ReadForm detail={detail} />;
}
