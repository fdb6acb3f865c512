import { Banner } from '../../components/Banner';
import { Button } from '../../components/Button';
import { Sheet } from '../../components/Sheet';
import { Changes } from './Changes';
import type { Meeting, Work } from './useEdit';
import { tq } from './words';

/** Somebody else saved first. Nothing was written over: theirs and mine stand side by side. */
export function MeetingSheet({ work, meeting }: { work: Work; meeting: Meeting }) {
  const { typed, base } = work;
  return (
    <Sheet
      title={tq('meeting')}
      onClose={work.takeTheirs}
      actions={
        <div class="row">
          <Button onClick={work.keepMine}>{tq('meeting.mine')}</Button>
          <Button kind="second" onClick={work.takeTheirs}>
            {tq('meeting.theirs')}
          </Button>
        </div>
      }
    >
      <Banner kind="warning" alert>
        {meeting.by ? tq('meeting.by', { name: meeting.by }) : tq('meeting.gone')}
      </Banner>
      {typed && base && meeting.difference.length > 0 && (
        <>
          <p>{tq('meeting.difference')}</p>
          <Changes changes={meeting.difference} parts={typed.parts} before={base.parts} questions={base.fields} />
        </>
      )}
    </Sheet>
  );
}
