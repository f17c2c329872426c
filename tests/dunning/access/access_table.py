"""Who gets to which page. A new page that no line covers fails the test: add one here.

The first line that fits a page's name counts (`*` stands for anything). What a person gets:

    ok     the page, or an answer to what it was asked
    no     403
    login  the login page first
    gone   as if there were no such row: 404, or back to the start
    deed   what the right that the deed names says; a foreign customer's row is gone

Of account managers the table says what they get for their own customers and for somebody else's.
"""

TABLE = """
page                                          nobody  clerk  manager  own    foreign  ops    auditor

# pages that are everybody's own
start                                         ok      ok     ok       ok     ok       ok     ok
preferences                                   login   ok     ok       ok     ok       ok     ok
two_factor:*                                  login   ok     ok       ok     ok       ok     ok
admin:index                                   login   ok     ok       ok     ok       ok     ok
admin:login                                   ok      ok     ok       ok     ok       ok     ok
admin:logout                                  ok      ok     ok       ok     ok       ok     ok
admin:password_change*                        login   ok     ok       ok     ok       ok     ok
admin:jsi18n                                  login   ok     ok       ok     ok       ok     ok
admin:view_on_site                            login   gone   gone     gone   gone     gone   gone
admin:autocomplete                            login   no     no       no     no       no     no
admin:search                                  login   ok     ok       ok     ok       ok     ok
search                                        login   ok     ok       ok     ok       ok     ok
admin:app_list                                login   ok     ok       ok     ok       ok     ok

# signed links: the link is the right, and here it is a wrong one
portal:*                                      gone    gone   gone     gone   gone     gone   gone
customer_page:*                               gone    gone   gone     gone   gone     gone   gone

# what can be done to a row
admin:*_do                                    login   deed   deed     deed   gone     deed   deed

# the queue and the case
admin:dunning_review_queue_*_view             login   ok     ok       ok     ok       ok     ok
admin:dunning_review_queue_cases              login   ok     ok       ok     ok       ok     ok
admin:dunning_review_queue_pulse              login   ok     ok       ok     ok       ok     ok
admin:dunning_review_queue                    login   ok     ok       ok     ok       ok     ok
admin:dunning_review_queue_panel              login   ok     ok       ok     gone     ok     ok
admin:dunning_review_queue_row                login   ok     ok       ok     ok       ok     ok
admin:dunning_review_queue_*                  login   ok     ok       no     no       no     no
admin:dunning_case_earlier                    login   ok     ok       ok     gone     ok     ok
admin:dunning_case_mail                       login   ok     ok       ok     gone     ok     ok
admin:dunning_dispute_times                   login   ok     ok       ok     ok       ok     ok

# pages of everything
admin:dunning_cadence_week                    login   ok     ok       ok     ok       ok     ok
admin:dunning_reading_learning                login   ok     ok       no     no       ok     ok
admin:dunning_rungchange_ladder               login   ok     ok       no     no       ok     ok
admin:dunning_rungchange_watched              login   ok     ok       no     no       ok     ok
admin:customers_banktransaction_unmatched     login   ok     ok       no     no       ok     ok
admin:customers_banktransaction_booked        login   ok     ok       no     no       ok     ok
admin:customers_banktransaction_panel         login   ok     ok       no     no       ok     ok
admin:customers_banktransaction_items         login   ok     ok       no     no       ok     ok
admin:customers_banktransaction_undo          login   ok     ok       no     no       no     no
admin:customers_banktransaction_book          login   ok     ok       no     no       no     no
admin:customers_ledgersource_differences      login   ok     ok       no     no       ok     ok
admin:customers_importrun_upload              login   ok     ok       no     no       ok     no
admin:customers_importrun_rejects             login   ok     ok       no     no       ok     ok
admin:dunning_wording_sentence                login   ok     ok       no     no       ok     ok
admin:dunning_incomingmail_attachment         login   ok     ok       ok     gone     ok     ok

admin:dunning_forecast_weeks                  login   ok     ok       no     no       ok     ok
admin:dunning_pilot_board                     login   ok     ok       no     no       ok     ok
admin:customers_snapshot_cancel               login   ok     ok       no     no       no     no
admin:customers_snapshot_move                 login   ok     ok       no     no       no     no
admin:customers_snapshot_refresh              login   ok     ok       ok     ok       ok     ok
admin:dunning_installation_setup              login   ok     ok       no     no       ok     no
admin:dunning_installation_skip               login   ok     ok       no     no       ok     no
admin:dunning_installation_test_mail          login   ok     ok       no     no       ok     no
admin:dunning_installation_sample             login   ok     ok       no     no       ok     no

# rules that a manager keeps
admin:dunning_segment_counts                  login   ok     ok       no     no       ok     ok
admin:dunning_policy_escalations              login   ok     ok       no     no       ok     ok
admin:dunning_priorityrule_*                  login   ok     ok       no     no       ok     ok
admin:customers_accountmanager_add            login   no     ok       no     no       no     no
admin:customers_accountmanager_delete         login   no     ok       no     no       no     no
admin:customers_creditor_add                  login   no     ok       no     no       no     no
admin:customers_ledgersource_add              login   no     ok       no     no       ok     no
admin:customers_rate_add                      login   no     ok       no     no       ok     no
admin:dunning_cadence_add                     login   no     ok       no     no       no     no
admin:dunning_policy_add                      login   no     ok       no     no       no     no
admin:dunning_persona_add                     login   no     ok       no     no       no     no
admin:dunning_persona_delete                  login   no     ok       no     no       no     no
admin:dunning_segment_add                     login   no     ok       no     no       no     no
admin:dunning_segment_delete                  login   no     ok       no     no       no     no

# rows that clerks keep by hand
admin:customers_contact_add                   login   ok     ok       no     no       no     no
admin:customers_document_add                  login   ok     ok       no     no       no     no

# what is left of the lists: nobody adds or deletes by a form
admin:auth_user_password_change               login   no     no       no     no       no     no
admin:*_add                                   login   no     no       no     no       no     no
admin:*_delete                                login   no     no       no     no       no     no

# an account manager's own rows
admin:customers_customer_*                    login   ok     ok       ok     gone     ok     ok
admin:customers_contact_*                     login   ok     ok       ok     gone     ok     ok
admin:customers_document_*                    login   ok     ok       ok     gone     ok     ok
admin:customers_invoice_*                     login   ok     ok       ok     gone     ok     ok
admin:dunning_activity_*                      login   ok     ok       ok     gone     ok     ok
admin:dunning_arrangement_*                   login   ok     ok       ok     gone     ok     ok
admin:dunning_case_*                          login   ok     ok       ok     gone     ok     ok
admin:dunning_decision_*                      login   ok     ok       ok     gone     ok     ok
admin:dunning_dispute_*                       login   ok     ok       ok     gone     ok     ok
admin:dunning_escalation_*                    login   ok     ok       ok     gone     ok     ok
admin:dunning_incomingmail_*                  login   ok     ok       ok     gone     ok     ok
admin:dunning_message_*                       login   ok     ok       ok     gone     ok     ok
admin:dunning_promise_*                       login   ok     ok       ok     gone     ok     ok
admin:dunning_reading_*                       login   ok     ok       ok     gone     ok     ok
admin:dunning_review_*                        login   ok     ok       ok     gone     ok     ok

# everybody's but account managers'
admin:audit_auditevent_*                      login   ok     ok       no     no       ok     ok
admin:agent_llmcall_*                         login   no     ok       no     no       ok     ok
admin:agent_trainedmodel_*                    login   no     ok       no     no       ok     ok
admin:django_q_*                              login   no     no       no     no       ok     ok
admin:auth_user_*                             login   no     ok       no     no       no     ok
admin:auth_group_*                            login   no     no       no     no       no     ok
admin:customers_*                             login   ok     ok       no     no       ok     ok
admin:dunning_*                               login   ok     ok       no     no       ok     ok
"""
