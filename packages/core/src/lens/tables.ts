import type { ActorRef, LensTargetKind } from '@debrief/contract';

export interface LensTables {
  kept_note: {
    incident_id: string;
    target_kind: LensTargetKind;
    target_id: string;
    rule: string;
    sentence: string;
    kept_at: Date;
    kept_by: ActorRef;
  };
}
