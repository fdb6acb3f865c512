/** Drawings of for whom it is, in the style of the papers. */
import type { ComponentChildren } from 'preact';
import { AnyPicture } from '../../components/more-pictures';
import { Drawing } from '../../components/pictures';
import type { LifeEvent, Who } from '../../domain/ask';

const DRAWN: Record<Who, ComponentChildren> = {
  me: (
    <>
      <path class="f-teal" d="M8 44c0-12 6-18 16-18s16 6 16 18z" />
      <circle class="f-skin" cx="24" cy="15" r="9" />
      <path class="f-indigo" d="M15 14a9 9 0 0 1 18 0c-4-4-14-4-18 0z" />
      <path class="f-line" d="M21 16v.2M27 16v.2M21.5 19.5c1.6 1.3 3.4 1.3 5 0M24 30v8M20 35l4 4 4-4" />
    </>
  ),
  child: (
    <>
      <path class="f-red" d="M13 44c0-10 4-15 11-15s11 5 11 15z" />
      <circle class="f-skin" cx="24" cy="19" r="10" />
      <path class="f-indigo" d="M14 18a10 10 0 0 1 20 0c-3-5-7-4-10-7-3 3-7 2-10 7z" />
      <path class="f-line" d="M20.5 20v.2M27.5 20v.2M21.5 24c1.6 1.3 3.4 1.3 5 0" />
      <circle class="f-yellow" cx="24" cy="37" r="3" />
    </>
  ),
  parent: (
    <>
      <path class="f-indigo" d="M3 44c0-11 5-17 11-17s11 6 11 17z" />
      <path class="f-red" d="M23 44c0-11 5-17 11-17s11 6 11 17z" />
      <circle class="f-skin" cx="14" cy="18" r="8" />
      <circle class="f-skin" cx="34" cy="18" r="8" />
      <path class="f-white-fill" d="M6 17a8 8 0 0 1 16 0c-3-4-13-4-16 0zM26 17a8 8 0 0 1 16 0c-1-4-5-5-8-5s-7 1-8 5z" />
      <path class="f-line" d="M11.5 19v.2M16.5 19v.2M31.5 19v.2M36.5 19v.2" />
    </>
  ),
  other: (
    <>
      <circle class="f-skin" cx="13" cy="15" r="7" />
      <circle class="f-skin" cx="35" cy="15" r="7" />
      <path class="f-teal" d="M3 44c0-13 4-20 10-20 4 0 7 3 9 8v12z" />
      <path class="f-yellow" d="M45 44c0-13-4-20-10-20-4 0-7 3-9 8v12z" />
      <path class="f-line" d="M17 34h14M27 30l4 4-4 4" />
    </>
  ),
};

export const WhoPicture = ({ who }: { who: Who }) => <Drawing>{DRAWN[who]}</Drawing>;

/** Each event looks like its best known procedure. */
const LIKE: Record<LifeEvent, string> = {
  birth: '1.001193',
  marriage: '1.000894',
  residence: '1.004194',
  house_land: '1.013978',
  business: '1.001612',
  poverty: '1.011607',
  elderly: '1.014027',
  disability: '1.001699',
  death: '1.000656',
  care: '1.004837',
  school: '2.002770',
  merit: '1.010803',
  documents: '2.000635',
};

export const EventPicture = ({ event, field }: { event: LifeEvent; field: string }) => <AnyPicture code={LIKE[event]} field={field} />;

export const likeOf = (event: LifeEvent): string => LIKE[event];
