//! Stripe: creates a customer with two tax ids, lists charges of a month page by page, and reads
//! an error. Forms and queries in `deepObject`, models that contain each other.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use stripe::{
    Client, Error,
    models::{
        ApiErrorsType, ChargeBalanceTransaction, ChargeCustomer, ChargeStatus,
        CustomerDefaultSource, GetChargesCreatedRangeQuerySpecs, PostCustomersBody,
        PostCustomersBodyAddressOptionalFieldsAddress, PostCustomersBodyTaxIdDataItem,
        PostCustomersBodyTaxIdDataItemType, TaxIdType, TaxIdVerificationStatus,
    },
};
use support::{Answer, Request, Server, pairs_of};

fn main() {
    support::run(task());
}

async fn task() {
    let server = Server::start(answer);
    let client = Client::builder()
        .base_url(server.url())
        .bearer_auth("sk_test_123")
        .build()
        .expect("the client builds");
    create_a_customer(&client).await;
    list_charges(&client).await;
    read_an_error(&client).await;
}

async fn create_a_customer(client: &Client) {
    let metadata = BTreeMap::from([("plan[tier]".to_owned(), "a & b".to_owned())]);
    let customer = client
        .customers()
        .post_customers()
        .body(
            PostCustomersBody::new()
                .name("Jenny Rosen")
                .address(
                    PostCustomersBodyAddressOptionalFieldsAddress::new()
                        .line1("Straße 1")
                        .country("DE"),
                )
                .expand(["tax_ids", "default_source"])
                .metadata(metadata)
                .tax_id_data([
                    PostCustomersBodyTaxIdDataItem::new(
                        PostCustomersBodyTaxIdDataItemType::EuVat,
                        "DE123456789",
                    ),
                    PostCustomersBodyTaxIdDataItem::new("gb_vat", "GB123456789"),
                ]),
        )
        .send()
        .await
        .expect("the customer is created");
    assert_eq!(customer.id, "cus_NffrFeUfNV2Hib");
    assert_eq!(customer.name.as_deref(), Some("Jenny Rosen"));
    let address = customer.address.as_ref().expect("it has an address");
    assert_eq!(address.line1.as_deref(), Some("Straße 1"));
    let Some(CustomerDefaultSource::Card(card)) = &customer.default_source else {
        panic!("the source is expanded: {:?}", customer.default_source);
    };
    assert_eq!((card.last4.as_str(), card.exp_year), ("4242", 2030));
    let tax_ids = &customer.tax_ids.as_ref().expect("they are expanded").data;
    let found: Vec<_> = tax_ids
        .iter()
        .map(|tax_id| (&tax_id.r#type, tax_id.value.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (&TaxIdType::EuVat, "DE123456789"),
            (&TaxIdType::GbVat, "GB123456789"),
        ]
    );
    let verification = tax_ids[0].verification.as_ref().expect("it is pending");
    assert_eq!(verification.status, TaxIdVerificationStatus::Pending);
}

async fn list_charges(client: &Client) {
    let mut ids = Vec::new();
    let mut last: Option<String> = None;
    loop {
        let mut request = client
            .charges()
            .get_charges()
            .customer("cus_NffrFeUfNV2Hib")
            .created(
                GetChargesCreatedRangeQuerySpecs::new()
                    .gte(1_679_000_000)
                    .lt(1_681_000_000),
            )
            .expand(["data.balance_transaction", "data.customer"])
            .limit(1);
        if let Some(last) = &last {
            request = request.starting_after(last);
        }
        let page = request.send().await.expect("the charges are listed");
        for charge in &page.data {
            assert_eq!(charge.status, ChargeStatus::Succeeded);
            assert_eq!(charge.amount, 1099);
            let card = charge.payment_method_details.as_ref();
            let card = card.and_then(|details| details.card.as_ref());
            assert_eq!(card.expect("paid by card").brand.as_deref(), Some("visa"));
            ids.push(charge.id.clone());
        }
        let Some(charge) = page.data.last() else {
            panic!("a page is never empty here");
        };
        last = Some(charge.id.clone());
        match (&charge.balance_transaction, &charge.customer) {
            (
                Some(ChargeBalanceTransaction::BalanceTransaction(transaction)),
                Some(ChargeCustomer::Customer(customer)),
            ) => {
                assert_eq!((transaction.fee, transaction.net), (62, 1037));
                assert_eq!(customer.email.as_deref(), Some("jenny@example.com"));
            }
            (
                Some(ChargeBalanceTransaction::String(transaction)),
                Some(ChargeCustomer::DeletedCustomer(customer)),
            ) => {
                assert_eq!(transaction, "txn_2");
                assert_eq!(customer.id, "cus_NffrFeUfNV2Hib");
            }
            other => panic!("not what the server sent: {other:?}"),
        }
        if !page.has_more {
            break;
        }
    }
    assert_eq!(ids, ["ch_1", "ch_2"]);
}

async fn read_an_error(client: &Client) {
    let answer = client.charges().get_charges().customer("cus_0").send();
    let error = answer.await.expect_err("there is no such customer");
    assert_eq!(error.operation(), "GET /v1/charges");
    let Error::Api(response) = error else {
        panic!("it is documented: {error:?}");
    };
    assert_eq!(response.status().as_u16(), 400);
    assert_eq!(response.error.r#type, ApiErrorsType::InvalidRequestError);
    assert_eq!(response.error.code.as_deref(), Some("resource_missing"));
    assert_eq!(response.error.param.as_deref(), Some("customer"));
}

fn answer(request: &Request) -> Answer {
    assert_eq!(request.header("authorization"), Some("Bearer sk_test_123"));
    match request.line.as_str() {
        "POST /v1/customers" => {
            let mut form = request.form();
            form.sort();
            let expected = pairs_of([
                ("address[country]", "DE"),
                ("address[line1]", "Straße 1"),
                ("expand[0]", "tax_ids"),
                ("expand[1]", "default_source"),
                ("metadata[plan[tier]]", "a & b"),
                ("name", "Jenny Rosen"),
                ("tax_id_data[0][type]", "eu_vat"),
                ("tax_id_data[0][value]", "DE123456789"),
                ("tax_id_data[1][type]", "gb_vat"),
                ("tax_id_data[1][value]", "GB123456789"),
            ]);
            assert_eq!(form, expected);
            Answer::json(200, &created())
        }
        "GET /v1/charges" => {
            let mut query = request.query_pairs();
            query.sort();
            if query == pairs_of([("customer", "cus_0")]) {
                return Answer::json(400, &missing());
            }
            let after = query.pop_if(|(name, _)| name == "starting_after");
            let expected = pairs_of([
                ("created[gte]", "1679000000"),
                ("created[lt]", "1681000000"),
                ("customer", "cus_NffrFeUfNV2Hib"),
                ("expand[0]", "data.balance_transaction"),
                ("expand[1]", "data.customer"),
                ("limit", "1"),
            ]);
            assert_eq!(query, expected);
            let (charge, has_more) = match after.as_ref().map(|(_, id)| id.as_str()) {
                None => {
                    let mut customer = created();
                    customer["email"] = json!("jenny@example.com");
                    (charge("ch_1", &transaction(), &customer), true)
                }
                Some("ch_1") => {
                    let deleted =
                        json!({"id": "cus_NffrFeUfNV2Hib", "object": "customer", "deleted": true});
                    (charge("ch_2", &json!("txn_2"), &deleted), false)
                }
                Some(other) => panic!("{other} is not the last charge of a page"),
            };
            Answer::json(
                200,
                &json!({
                    "object": "list",
                    "url": "/v1/charges",
                    "has_more": has_more,
                    "data": [charge],
                }),
            )
        }
        other => panic!("{other} is not called"),
    }
}

fn created() -> Value {
    let tax_id = |id: &str, country: &str, kind: &str, value: &str| {
        json!({
            "id": id,
            "object": "tax_id",
            "country": country,
            "created": 1_680_893_993,
            "customer": "cus_NffrFeUfNV2Hib",
            "livemode": false,
            "owner": {"customer": "cus_NffrFeUfNV2Hib", "type": "customer"},
            "type": kind,
            "value": value,
            "verification": {"status": "pending", "verified_address": null, "verified_name": null},
        })
    };
    json!({
        "id": "cus_NffrFeUfNV2Hib",
        "object": "customer",
        "address": {
            "city": null, "country": "DE", "line1": "Straße 1", "line2": null,
            "postal_code": null, "state": null,
        },
        "balance": 0,
        "created": 1_680_893_993,
        "currency": null,
        "default_source": {
            "id": "card_1",
            "object": "card",
            "brand": "Visa",
            "country": "US",
            "customer": "cus_NffrFeUfNV2Hib",
            "cvc_check": "pass",
            "exp_month": 8,
            "exp_year": 2030,
            "fingerprint": "Xt5EWLLDS7FJjR1c",
            "funding": "credit",
            "last4": "4242",
            "metadata": {},
            "name": null,
        },
        "delinquent": false,
        "description": null,
        "email": null,
        "invoice_prefix": "0759376C",
        "invoice_settings": {
            "custom_fields": null,
            "default_payment_method": null,
            "footer": null,
            "rendering_options": null,
        },
        "livemode": false,
        "metadata": {"plan[tier]": "a & b"},
        "name": "Jenny Rosen",
        "next_invoice_sequence": 1,
        "phone": null,
        "preferred_locales": [],
        "shipping": null,
        "tax_exempt": "none",
        "tax_ids": {
            "object": "list",
            "has_more": false,
            "url": "/v1/customers/cus_NffrFeUfNV2Hib/tax_ids",
            "data": [
                tax_id("txi_1", "DE", "eu_vat", "DE123456789"),
                tax_id("txi_2", "GB", "gb_vat", "GB123456789"),
            ],
        },
        "test_clock": null,
    })
}

fn transaction() -> Value {
    json!({
        "id": "txn_1",
        "object": "balance_transaction",
        "amount": 1099,
        "available_on": 1_680_220_800,
        "created": 1_679_090_539,
        "currency": "usd",
        "description": null,
        "exchange_rate": null,
        "fee": 62,
        "fee_details": [{
            "amount": 62, "application": null, "currency": "usd",
            "description": "Stripe processing fees", "type": "stripe_fee",
        }],
        "net": 1037,
        "reporting_category": "charge",
        "source": "ch_1",
        "status": "available",
        "type": "charge",
    })
}

fn charge(id: &str, transaction: &Value, customer: &Value) -> Value {
    json!({
        "id": id,
        "object": "charge",
        "amount": 1099,
        "amount_captured": 1099,
        "amount_refunded": 0,
        "application": null,
        "balance_transaction": transaction,
        "billing_details": {
            "address": {
                "city": null, "country": null, "line1": null, "line2": null,
                "postal_code": null, "state": null,
            },
            "email": null, "name": null, "phone": null,
        },
        "calculated_statement_descriptor": "Stripe",
        "captured": true,
        "created": 1_679_090_539,
        "currency": "usd",
        "customer": customer,
        "disputed": false,
        "fraud_details": {},
        "livemode": false,
        "metadata": {},
        "outcome": {
            "network_status": "approved_by_network", "reason": null, "risk_level": "normal",
            "risk_score": 32, "seller_message": "Payment complete.", "type": "authorized",
        },
        "paid": true,
        "payment_intent": null,
        "payment_method": "card_1",
        "payment_method_details": {
            "card": {
                "brand": "visa",
                "checks": {
                    "address_line1_check": null, "address_postal_code_check": null,
                    "cvc_check": null,
                },
                "country": "US", "exp_month": 3, "exp_year": 2024,
                "fingerprint": "mToisGZ01V71BCos", "funding": "credit", "installments": null,
                "last4": "4242", "mandate": null, "network": "visa", "three_d_secure": null,
                "wallet": null,
            },
            "type": "card",
        },
        "refunded": false,
        "status": "succeeded",
    })
}

fn missing() -> Value {
    json!({"error": {
        "code": "resource_missing",
        "doc_url": "https://stripe.com/docs/error-codes/resource-missing",
        "message": "No such customer: 'cus_0'",
        "param": "customer",
        "type": "invalid_request_error",
    }})
}
