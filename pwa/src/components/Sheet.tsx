import './sheet.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { common } from '../words/common';
import { IconClose } from './icons';

interface SheetProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons at the foot. */
  actions?: ComponentChildren;
}

/** A sheet that rises from the lower edge. The browser's own dialog keeps the focus inside it. */
export function Sheet({ title, onClose, children, actions }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="sheet__inside">
        <div class="sheet__head">
          <h2 class="sheet__title" id={id}>
            {title}
          </h2>
          <button class="top-bar__button" type="button" aria-label={common('close')} onClick={onClose}>
            <IconClose />
          </button>
        </div>
        {children}
        {actions && <div class="sheet__actions">{actions}</div>}
      </div>
    </dialog>
  );
}
