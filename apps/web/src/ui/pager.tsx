import { useRef } from 'react';
import { bringToView } from './bring-to-view.ts';
import { Button } from './button.tsx';
import { formatCount } from './format.ts';
import styles from './pager.module.css';
import { useKitTexts } from './texts.ts';

interface PagerProps {
  /** Rows before this page. */
  offset: number;
  /** Rows on this page. */
  shown: number;
  total: number;
  /** Rows of a full page. */
  size: number;
  onGo: (offset: number) => void;
}

/** The range of rows and paging buttons; nothing if all rows fit. */
export function Pager({ offset, shown, total, size, onGo }: PagerProps) {
  const text = useKitTexts();
  const nav = useRef<HTMLElement>(null);
  if (total <= size) return null;
  const until = offset + shown;
  const go = (to: number): void => {
    onGo(to);
    // The page begins above, where the list does.
    const list = nav.current?.previousElementSibling;
    if (list instanceof HTMLElement) bringToView(list, 'start');
  };
  return (
    <nav ref={nav} className={styles.pager} aria-label={text.pager.label}>
      <Button disabled={offset === 0} onClick={() => go(Math.max(0, offset - size))}>
        {text.pager.previous}
      </Button>
      <span>{text.pager.page(formatCount(offset + 1), formatCount(until), formatCount(total))}</span>
      <Button disabled={until >= total} onClick={() => go(until)}>
        {text.pager.next}
      </Button>
    </nav>
  );
}
