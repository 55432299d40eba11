import type { ReactNode } from 'react';
import button from './button.module.css';
import styles from './file-button.module.css';

interface FileButtonProps {
  children: ReactNode;
  onFiles: (files: File[]) => void;
  kind?: 'primary' | 'quiet';
  size?: 'small';
  /** Text before the button, part of its accessible name. */
  label?: string;
  accept?: string;
  disabled?: boolean;
  id?: string;
}

/** Opens the browser's file chooser. */
export function FileButton({ children, onFiles, kind = 'quiet', size, label, ...input }: FileButtonProps) {
  return (
    <label className={styles.file}>
      {label}
      <span className={[button[kind], size && button[size]].filter(Boolean).join(' ')}>{children}</span>
      <input
        {...input}
        type="file"
        multiple
        className="visually-hidden"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same file can be chosen again.
          target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
