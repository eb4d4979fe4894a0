import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

type PropsOf<Part> = Part extends (props: infer Props) => unknown ? Props : never;

/** A component whose code is loaded when it is first shown: `lazyPart(() => import('./palette.tsx'), 'Palette')`. */
export function lazyPart<Module, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
): LazyExoticComponent<ComponentType<PropsOf<Module[Name]>>> {
  // The cast holds because the export is a function of its props.
  return lazy(async () => ({
    default: (await load())[name] as ComponentType<PropsOf<Module[Name]>>,
  }));
}
