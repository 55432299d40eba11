import { PageHead } from '../ui/page.tsx';
import { ChangePassword } from './change-password.tsx';
import { useAccessTexts } from './texts.ts';

/** The password was set by an administrator: it must be changed before anything else. */
export default function MustChange() {
  const text = useAccessTexts();
  return (
    <>
      <PageHead title={text.mustChangeTitle} lead={text.mustChangeDetail} />
      <ChangePassword />
    </>
  );
}
