export { InterviewsSection } from './interviews-section.tsx';
