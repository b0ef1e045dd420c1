import { useState, type DragEvent, type ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import styles from './drop-zone.module.css';

type DropZoneProps = { readonly onDrop: (data: DataTransfer) => void; readonly size?: 'large' | 'small'; readonly children: ReactNode };

/** Takes files and folders. Everything that can be dropped can also be picked with the buttons inside. */
export function DropZone({ onDrop, size = 'large', children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const hold = (event: DragEvent): void => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const leave = (event: DragEvent): void => {
    // Moving over a child leaves the zone too; only a leave to the outside counts.
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onDrop(event.dataTransfer);
  };
  return (
    <div
      className={cx(styles.zone, size === 'small' && styles.small)}
      data-over={over}
      onDragEnter={hold}
      onDragOver={hold}
      onDragLeave={leave}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
