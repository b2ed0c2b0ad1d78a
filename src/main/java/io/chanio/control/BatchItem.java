package io.chanio.control;

/**
 * One of several jobs that are asked for together.
 *
 * @param wanted a program or an operation: a control function waits for no other job
 */
public record BatchItem(JobTerms terms, Wanted wanted) {}
