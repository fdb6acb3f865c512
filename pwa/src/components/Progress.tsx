import './field.css';
interface ProgressProps {
  /** 0 to 1; absent when nobody can tell. */
  value?: number;
  label: string;
}

/** How far something has got, in a bar and in words. */
export function Progress({ value, label }: ProgressProps) {
  return (
    <div class="progress">
      <p class="progress__label">{label}</p>
      <progress class="progress__bar" max={1} value={value} aria-label={label} />
    </div>
  );
}
