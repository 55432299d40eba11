import { PageHead } from '../ui/page.tsx';
import { ChangePassword } from './change-password.tsx';
import { useAccessTexts } from './texts.ts';

/** The password was given by somebody else: nothing else can be done before it is changed. */
export default function MustChange() {
  const text = useAccessTexts();
  return (
    <>
      <PageHead title={text.mustChangeTitle} lead={text.mustChangeDetail} />
      <ChangePassword />
    </>
  );
}
